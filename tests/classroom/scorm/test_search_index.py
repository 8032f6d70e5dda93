"""The search of a package leads to its own pages only."""

import json

from classroom.scorm.search_index import without

INDEX = {
    "docnames": ["chapters/a", "chapters/b", "index"],
    "terms": {"late": [0, 1], "parcel": 1, "start": 2},
    "titleterms": {"b": 1, "index": [2]},
    "alltitles": {"A": [[0, None]], "Sources": [[0, "sources"], [1, "sources"]], "B": [[1, None]]},
    "indexentries": {"share": [[1, "term-share", True]]},
}


def test_no_word_leads_to_a_page_that_was_left_out():
    text = without(f"Search.setIndex({json.dumps(INDEX)})", {"chapters/b"})
    left = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert left["terms"] == {"late": [0], "start": [2]}
    assert left["titleterms"] == {"index": [2]}
    assert left["alltitles"] == {"A": [[0, None]], "Sources": [[0, "sources"]]}
    assert left["indexentries"] == {}
    assert left["docnames"] == INDEX["docnames"]  # the other pages keep their numbers
