"""What holds for every explorable: names for all controls, an answer at every end, and no trouble without a kernel."""

import subprocess
import sys
from functools import cache

import ipywidgets
import nbformat
import pytest
from nbclient import NotebookClient

from cxlab import explorables
from cxlab.explorables import ownership
from cxlab.explorables.panel import CHART_TYPE, Panel, chart_bundle

EXPLORABLES = explorables.__all__
LAST = dict.fromkeys(ownership.MOMENTS, "IT")  # it shows its chart only when all is chosen
ONE_SHOWN = (
    "import sys; from cxlab.explorables import reorder_point; reorder_point(); sys.exit('vl_convert' in sys.modules)"
)


@pytest.fixture(params=EXPLORABLES)
def panel(request):
    return shown(request.param)


@cache
def shown(name):
    """The panel that an explorable would show."""
    kept = []

    def show(panel):
        kept.append(panel)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Panel, "show", show)
        getattr(explorables, name)()
    return kept[0]


def test_every_control_has_a_name_of_its_own(panel):
    labels = [control.description for control in panel.controls.values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_every_end_of_every_control_has_an_answer_with_a_finding(panel):
    start = {name: control.value for name, control in panel.controls.items()}
    for name, control in panel.controls.items():
        ends = control.options if isinstance(control, ipywidgets.Dropdown) else (control.min, control.max)
        for value in ends:
            answer = panel.answer(**{**start, name: value})
            assert answer.finding
            assert answer.chart is None or chart_bundle(answer.chart)["text/plain"]


def test_every_chart_has_its_width_in_pixels(panel):
    chart = panel.answer(**{name: LAST.get(name, control.value) for name, control in panel.controls.items()}).chart
    assert chart is None or isinstance(chart_bundle(chart)[CHART_TYPE]["width"], int)


@pytest.mark.parametrize("name", EXPLORABLES)
def test_in_plain_python_an_explorable_prints_its_answer(name, capsys):
    assert getattr(explorables, name)() is None
    out, err = capsys.readouterr()
    assert err == ""
    assert len(out.splitlines()) > 5
    assert "VBox" not in out


def test_in_a_notebook_without_a_reader_each_leaves_a_plain_view_and_no_stderr():
    source = f"from cxlab.explorables import {', '.join(EXPLORABLES)}"
    cells = [source, *(f"{name}()" for name in EXPLORABLES)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert notebook.cells[0].outputs == []
    for cell in notebook.cells[1:]:
        (output,) = cell.outputs
        assert set(output.data) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
        assert '<p role="status">' in output.data["text/html"]


def test_an_explorable_warns_about_nothing_and_does_not_start_the_engine_that_draws_for_the_book():
    ended = subprocess.run([sys.executable, "-W", "error", "-c", ONE_SHOWN], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
