"""A learner opens a notebook in the real JupyterLab: the explorable moves by keyboard, and a mistake is named."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from playwright.sync_api import expect

from cxlab.explorables.stock import outcome, simulate
from grading.course import HOME
from grading.lab import bring, lab_command, lab_environment

TOKEN = "only-for-this-test"
HINT = "Check the two cut-offs: from which answer on is somebody a promoter?"
CELLS = (
    "from cxlab import check\nfrom cxlab.explorables import reorder_point",
    "reorder_point()",
    "score = 41.7",
    'check("nps-score", score)',
)


def release(folder):
    """A released exercise of four cells, whose answer is a mistake that its hints know."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS],
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )
    mistake = {"code": "M01", "value": 41.7, "hint": HINT}
    question = {"expects": "number", "tolerance": 0.05, "range": [-100, 100], "mistakes": [mistake]}
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "stock.ipynb")
    (folder / "hints.json").write_text(json.dumps({"exercise": "stock", "questions": {"nps-score": question}}), "utf8")


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_until_up(url, server):
    ends = time.monotonic() + 90
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("JupyterLab did not start")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab that runs as a learner's does, with a home of its own."""
    folder, port = tmp_path_factory.mktemp("lab"), free_port()
    release(folder / "release" / "stock")
    bring(folder / "release", folder / "my-work")
    (folder / "home").mkdir()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG"))}
    environment = lab_environment(
        {**inherited, "HOME": str(folder / "home"), "JUPYTER_TOKEN": TOKEN}, HOME, trainer=False
    )
    with (folder / "log.txt").open("w") as log:
        command = lab_command(folder / "my-work", port, browser=False)
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            wait_until_up(f"http://127.0.0.1:{port}/api?token={TOKEN}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def requests():
    """Every address that the browser asks for."""
    return []


@pytest.fixture(scope="module")
def page(lab, requests, chromium):
    """The notebook, opened and run from the first cell to the last."""
    page = chromium.new_page(viewport={"width": 1300, "height": 1500})
    page.set_default_timeout(40_000)
    expect.set_options(timeout=40_000)
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{lab}/lab/tree/stock/stock.ipynb?token={TOKEN}")
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(len(CELLS))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    expect(page.get_by_text("Not yet.")).to_be_visible()
    expect(chart(page)).to_be_visible()
    yield page
    page.close()


def chart(page):
    return page.locator(".jupyter-widgets .vega-embed svg")


def finding(page):
    return page.get_by_role("status").filter(has_text="met an empty shelf")


def lost(reorder_at):
    """What the explorable has to say about a year in which one orders again at that many pieces."""
    return f"{outcome(simulate(5, 8, reorder_at)).orders_unserved:,} of "


def test_the_explorable_answers_to_the_keyboard_alone(page):
    reorder, drawn = page.get_by_role("spinbutton", name="Order again at (pieces)"), chart(page).inner_html()
    expect(finding(page)).to_contain_text(lost(20))
    page.get_by_role("spinbutton", name="Orders a day, on average").focus()
    page.keyboard.press("Tab")
    expect(reorder).to_be_focused()
    for _ in range(10):
        page.keyboard.press("ArrowUp")
    expect(reorder).to_have_value("30")
    expect(finding(page)).to_contain_text(lost(30))
    expect(page.get_by_role("cell", name="You: order again at 30")).to_be_visible()
    expect(page.get_by_text("at 30 pieces")).to_be_visible()
    assert chart(page).inner_html() != drawn


def test_a_recognised_mistake_is_named_without_a_stack_trace(page):
    output = page.locator(".jp-OutputArea-output").filter(has_text="Not yet.")
    assert output.inner_text().strip() == f"Not yet. M01: {HINT}"
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_validate_is_there_and_the_trainers_tools_are_not(page):
    expect(page.get_by_role("button", name="Validate")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)
    expect(page.get_by_text("Create Assignment")).to_have_count(0)


def test_nobody_is_asked_about_news(page):
    expect(page.get_by_text("Jupyter news")).to_have_count(0)


def test_no_request_goes_to_another_host(page, lab, requests):
    assert len(requests) > 20
    assert [url for url in requests if not url.startswith((lab, "data:", "blob:"))] == []
