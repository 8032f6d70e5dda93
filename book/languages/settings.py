"""Settings of Sphinx that differ from language to language."""

from pathlib import Path

import yaml

from book.languages import catalog
from book.languages.figures import Words
from book.languages.known import ENGLISH, Language


def in_language(course: Path, work: Path, language: Language) -> dict:
    """What Sphinx has to be told for one language; a translated table of contents is written to the folder `work`."""
    toc = course / "_toc.yml"
    if language == ENGLISH:
        return {"external_toc_path": str(toc)}
    layout = Words(catalog.read(catalog.path_of(course, language.code, catalog.LAYOUT)))
    contents = yaml.safe_load(toc.read_text("utf8"))
    for part in contents.get("parts", []):  # Sphinx's catalogs do not reach them
        part["caption"] = layout(part["caption"]) or part["caption"]
    own = work / f"toc-{language.code}.yml"
    own.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False), "utf8")
    title = yaml.safe_load((course / "_config.yml").read_text("utf8"))["title"]
    named = layout(title) or title
    return {
        "external_toc_path": str(own),
        "language": language.sphinx,
        "cx_language": language.code,
        "project": named,
        "html_title": named,
        "smartquotes": False,  # translations bring the marks of their own language
    }
