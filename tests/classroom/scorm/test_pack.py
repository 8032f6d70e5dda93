"""The package as a file: a whole manifest, only the book and its scripts, the same bytes every time."""

import functools
import hashlib
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as Tree

import pytest
from click.testing import CliRunner

from classroom.scorm.pack import pack
from classroom.verbs_scorm import scorm
from grading.course import HOME, Course
from grading.errors import CourseError
from progress.rules import read_rules

IMS = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
KEPT = '<meta name="cx-offline" content=""/>'
HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site like the built book's, but with nothing to read."""
    site = tmp_path_factory.mktemp("build") / "site"
    pages = [f"chapters/{path.stem}" for path in (HOME / "book" / "chapters").glob("*.md")]
    for page in [*pages, "index", "search", "a page"]:
        (site / page).parent.mkdir(parents=True, exist_ok=True)
        (site / f"{page}.html").write_text(f"<html><head>{KEPT}<script></script></head></html>", "utf8")
    for name in ("sw.js", "offline.json", "offline.html", "manifest.json"):
        (site / name).write_text("{}", "utf8")
    (site / "quiz.json").write_text('{"chapters/finance": [{"id": "finance-</script>"}]}', "utf8")
    (site / "searchindex.js").write_text('Search.setIndex({"docnames":[],"terms":{},"titleterms":{}})', "utf8")
    return site


@pytest.fixture(scope="module")
def course(site):
    return Course(HOME, site.parent)


@pytest.fixture(scope="module")
def packed(course, tmp_path_factory):
    """`packed(route)`: the opened zip, made once."""
    folder = tmp_path_factory.mktemp("packed")

    @functools.cache
    def archive(route=None):
        return zipfile.ZipFile(pack(course, folder / f"{route}.zip", 72.5, route, "A & <B>").file)

    yield archive
    for route in (None, "Finance"):
        archive(route).close()


def about(archive):
    return Tree.fromstring(archive.read("imsmanifest.xml"))


def test_the_manifest_stands_first_at_the_top_and_lists_every_other_file(packed):
    archive = packed()
    first, *others = archive.namelist()
    assert first == "imsmanifest.xml"
    listed = [unquote(file.get("href")) for file in about(archive).iter(f"{IMS}file")]
    assert listed == others == sorted(others)
    assert "book/a page.html" in listed
    assert archive.testzip() is None


def test_the_manifest_names_one_object_with_its_title_and_the_score_that_is_enough(packed):
    root = about(packed())
    assert [root.findtext(f"{IMS}metadata/{IMS}{name}") for name in ("schema", "schemaversion")] == ["ADL SCORM", "1.2"]
    organizations = root.find(f"{IMS}organizations")
    (organization,) = organizations
    assert organizations.get("default") == organization.get("identifier")
    (item,) = organization.iter(f"{IMS}item")
    (resource,) = root.iter(f"{IMS}resource")
    assert item.get("identifierref") == resource.get("identifier")
    assert item.findtext(f"{IMS}title") == organization.findtext(f"{IMS}title") == "A & <B>"
    assert item.findtext(f"{ADL}masteryscore") == "72.5"
    assert (resource.get("type"), resource.get(f"{ADL}scormtype")) == ("webcontent", "sco")
    assert resource.get("href") == "start.html"


def test_the_same_book_gives_the_same_bytes(course, tmp_path):
    first, second = (pack(course, tmp_path / f"{name}.zip", 50, "Finance").file for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()


def test_every_page_tells_the_page_around_it_before_its_own_scripts(packed):
    archive = packed()
    for page, way in {"index": "../", "chapters/finance": "../../"}.items():
        text = archive.read(f"book/{page}.html").decode("utf8")
        assert re.search(r"<head><script.*?src=\"(.*?)\"", text)[1] == f"{way}scorm/page.js"


def test_no_package_keeps_its_book_on_the_device(packed):
    archive = packed()
    assert not {f"book/{name}" for name in ("sw.js", "offline.json", "offline.html", "manifest.json")} & {
        *archive.namelist()
    }
    assert "cx-offline" not in archive.read("book/index.html").decode("utf8")


def test_a_route_holds_its_chapters_and_the_shared_pages(packed):
    names = packed("Finance").namelist()
    assert "book/chapters/finance.html" in names and "book/index.html" in names
    assert "book/chapters/operations.html" not in names


def test_no_name_in_the_book_ends_the_list_that_the_scripts_read(packed):
    start = packed().read("start.html").decode("utf8")
    assert start.count("</script>") == start.count("<script")


def test_all_addresses_in_the_start_page_are_relative_and_there(packed):
    archive = packed()
    start = archive.read("start.html").decode("utf8")
    for address in re.findall(r'(?:src|href)="([^"]+)"', start):
        assert address in archive.namelist() or address.startswith("book/_static/"), address


def test_a_book_that_is_not_built_is_a_sentence(tmp_path):
    with pytest.raises(CourseError, match=r"The book is not built.*course\.py book"):
        pack(Course(HOME, tmp_path), None, 50)


def test_a_folder_that_is_not_there_is_a_sentence_and_nothing_is_left_behind(course, tmp_path):
    with pytest.raises(CourseError, match="There is no folder"):
        pack(course, tmp_path / "nowhere" / "x.zip", 50)
    assert list(tmp_path.iterdir()) == []


def test_the_verb_takes_the_score_of_the_settings_unless_it_is_told_another(course, tmp_path):
    scores = []
    for more in ([], ["--pass", "80"]):
        out = tmp_path / "x.zip"
        ended = CliRunner().invoke(scorm, ["--out", str(out), *more], obj=course, catch_exceptions=False)
        assert f"at {out}" in ended.output
        with zipfile.ZipFile(out) as archive:
            scores.append(about(archive).find(f".//{ADL}masteryscore").text)
    assert scores == [f"{read_rules(exercises=course.slugs).pass_percent:g}", "80"]


def test_the_runtime_of_the_tests_is_the_published_one():
    for line in re.findall(r"^    (\w{64})  (\S+)$", (HERE / "scorm-again" / "ABOUT.md").read_text("utf8"), re.M):
        assert hashlib.sha256((HERE / "scorm-again" / line[1]).read_bytes()).hexdigest() == line[0]
