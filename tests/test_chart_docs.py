"""docs/chart-answers.md says what the package does: its code runs, and prints what stands below it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from cxlab.chart_answers import PROPERTIES, can_say

HOME = Path(__file__).resolve().parent.parent
PAGE = (HOME / "docs" / "chart-answers.md").read_text("utf8")


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_code_runs_in_a_course_of_ones_own_and_prints_what_stands_below_it(tmp_path):
    shutil.copytree(HOME / "cxlab" / "chart_answers", tmp_path / "cxlab" / "chart_answers")
    (tmp_path / "cxlab" / "__init__.py").touch()
    (tmp_path / "page.py").write_text("\n".join(blocks("python")), "utf8")
    words = [sys.executable, "-W", "error", "page.py"]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "".join(blocks("text"))


def test_every_sentence_on_the_page_is_one_that_the_package_can_say():
    quoted = re.findall(r"^- ([A-Z][^*\n]*\.)$", PAGE.partition("Other sentences")[2].partition("##")[0], re.MULTILINE)
    assert len(quoted) == 4 and all(map(can_say, quoted))


def test_the_page_names_all_properties_in_their_order():
    assert f"Properties, the most important first: {', '.join(PROPERTIES)}." in PAGE


def test_readers_find_the_page():
    for name in ("README.md", "CONTRIBUTING.md"):
        assert "docs/chart-answers.md" in (HOME / name).read_text("utf8")
