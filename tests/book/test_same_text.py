"""Two builds are compared by what a reader can read."""

from book.same_text import differing, text


def test_markup_scripts_and_spaces_make_no_difference():
    one = "<style>p{}</style><p class='x'>One\n  order</p><script>var a = 1;</script>"
    assert text(one) == text("<script>2</script><div>One <em>order</em></div>") == "One order"


def test_links_to_files_that_are_made_from_the_site_are_left_out():
    assert (
        text("<p>Take <!--cx-paper--><a href='a.pdf'>PDF</a><!--/cx-paper--> it <!-- along --> away</p>")
        == "Take it away"
    )


def test_pages_with_other_words_and_pages_that_are_missing_are_named(tmp_path):
    for folder, pages in {
        "a": {"one": "1", "two": "2", "three": "3"},
        "b": {"one": "1", "two": "5", "four": "4"},
    }.items():
        for name, said in pages.items():
            (tmp_path / folder / "sub").mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / "sub" / f"{name}.html").write_text(f"<p>{said}</p>")
    assert differing(tmp_path / "a", tmp_path / "b") == ["sub/four.html", "sub/three.html", "sub/two.html"]
