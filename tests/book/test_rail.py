"""The path beside every page: chapters of the reader's route, and the rules that show them."""

from pathlib import Path

from book.rail import path_names, rail, rules
from book.routes import routes

HOME = Path(__file__).resolve().parents[2]


def test_every_route_has_its_chapters_in_the_rail():
    stops = rail(HOME)
    for route, name in zip(routes(HOME), path_names(routes(HOME)), strict=True):
        assert {stop.slug for stop in stops if name in stop.paths.split()} == {stop.slug for stop in route.stops}


def test_names_of_paths_differ_and_fit_into_a_selector():
    names = path_names(routes(HOME))
    assert len(set(names)) == len(names) and all(name.replace("-", "").isalnum() for name in names)


def test_a_rule_hides_the_chapters_of_other_paths():
    assert rules(["it"]) == 'html[data-path="it"] .cx-rail li:not([data-paths~="it"]){display:none}\n'
