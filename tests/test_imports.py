"""Who may import whom. The rooms of grading stand in layers; an import goes down, never sideways or up."""

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
LAYERS = [
    {
        "errors",
        "model",
        "wire",
        "atomic",
        "bindings",
        "nbgrader_settings",
        "formgrader_door",
        "pictures",
        "plain_markdown",
        "spreadsheet",
        "console",
        "child",
        "settings",
        "rendering",
        "questions",
        "sayings",
        "bench_floor",
        "guide_check",
        "review_letter",
    },
    {
        "bubblewrap",
        "watch",
        "cgroup",
        "cut_short",
        "outcomes",
        "marks",
        "leaks",
        "timing",
        "cleaning",
        "chart_mistakes",
    },
    {
        "file_mark",
        "server_address",
        "probes",
        "started",
        "sameness",
        "slots",
        "rooms",
        "course",
        "roster",
        "deliveries",
        "ipynb",
    },
    {"database", "rows", "pseudonyms", "shifts", "bench_exercise", "odd_hand_ins", "written"},
    {"recording"},
    {
        "notebooks",
        "sandbox",
        "score",
        "gradebook",
        "folder",
        "archive",
        "sender",
        "submitted",
        "journal",
        "tables",
        "turn",
        "report",
        "audit",
        "unrecord",
    },
    {"casting", "warm"},
    {"alone"},
    {"party"},
    {"seat"},
    {"seats"},
    {
        "execution",
        "pool",
        "variants",
        "exchange",
        "progress",
        "nbgrader_steps",
        "nbgrader_pages",
        "exercise_rules",
        "coverage",
    },
    {
        "reminded",
        "authoring",
        "job",
        "stored",
        "grade_table",
        "fault_class",
        "fault_look",
        "fault_driver",
        "orders",
        "bench_class",
    },
    {"cluster_worker"},
    {"cluster_process", "cluster_local"},
    {"cluster_crew"},
    {"cluster"},
    {"fault_ground", "keeper"},
    {"fault_rounds", "mistakes", "autograde", "intake", "feedback", "lab", "guide"},
    {"release", "proof", "cohort", "batch"},
    {"bench_up", "bench_book", "bench_site", "bench_data", "bench_batch", "bench_grade"},
    {"bench_soak", "fault_disk", "fault_engine", "check"},
    {"bench_faults", "bench_proof"},
    {"bench", "enrol", "forget", "purge", "handout"},
    {"up", "person_verbs"},
    {"cli"},
]
FREE = {"__init__", "nbgrader_config"}
PACKAGES = {"grading", "cxlab", "datasets", "book", "progress", "classroom"}
MAY_IMPORT = {
    "datasets": {"datasets"},
    "cxlab": {"cxlab", "datasets"},
    "book": {"book", "cxlab", "datasets"},
    "grading": {"grading", "cxlab", "datasets", "book"},
    "progress": {"progress", "grading", "cxlab", "datasets", "book"},
    "classroom": {"classroom", "progress", "grading", "cxlab", "datasets", "book"},
}
ABOVE = {"cli", "up", "person_verbs"}  # rooms of grading that are verbs: they may call on progress and classroom
GRADEBOOK = {"gradebook", "database", "recording", "rows", "server_address"}
ONE_DOOR = {"nbgrader.api": GRADEBOOK, "sqlalchemy": GRADEBOOK, "click": {"cli", "person_verbs"}, "rich": {"console"}}
CLUSTER = {"cluster", "cluster_crew", "cluster_worker", "cluster_local"}
ONE_DOOR |= {"distributed": CLUSTER, "dask": CLUSTER}


def modules(package):
    return sorted(path for path in (HOME / package).rglob("*.py") if "static" not in path.parts)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(room):
    found = [number for number, rooms in enumerate(LAYERS) if room in rooms]
    assert found, f"grading/{room}.py stands in no layer; give it one in this test"
    return found[0]


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_only_what_lies_below_it(package):
    for path in modules(package):
        ours = {name.split(".")[0] for name in imported(path)} & PACKAGES
        ours -= {"progress", "classroom"} if package == "grading" and path.stem in ABOVE else set()
        assert ours <= MAY_IMPORT[package], f"{path.relative_to(HOME)} imports {ours - MAY_IMPORT[package]}"


@pytest.mark.parametrize("path", sorted((HOME / "grading").glob("*.py")), ids=lambda path: path.stem)
def test_a_room_of_grading_imports_only_from_lower_layers(path):
    if path.stem in FREE:
        return
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("grading.")} - {path.stem}
    for room in rooms & {other.stem for other in (HOME / "grading").glob("*.py")}:
        assert layer(room) < layer(path.stem), f"{path.stem} may not import {room}"


def test_programs_behind_the_wall_import_nothing_of_ours_but_the_wire():
    for path in (HOME / "grading" / "wall").glob("*.py"):
        ours = {name for name in imported(path) if name.split(".")[0] in PACKAGES}
        assert all(name.startswith("grading.wire") for name in ours), f"{path.name} imports {ours}"


@pytest.mark.parametrize("library", sorted(ONE_DOOR))
def test_an_outside_library_lives_in_one_room(library):
    users = {
        path.stem
        for path in modules("grading")
        if any(n == library or n.startswith(library + ".") for n in imported(path))
    }
    assert users <= ONE_DOOR[library], f"{library} is also imported by {users - ONE_DOOR[library]}"


def test_the_door_needs_nothing_but_the_standard_library():
    import sys

    names = {name.split(".")[0] for name in imported(HOME / "course.py")}
    assert names <= set(sys.stdlib_module_names)
