"""The benchmark `book` measures three builds and leaves the chapters as they were."""

from grading.bench_book import PAGE, SENTENCE, _three


def test_the_third_build_sees_a_new_sentence_and_the_page_is_as_before_afterwards(tmp_path):
    page, seen = tmp_path / PAGE, tmp_path / "seen"
    page.parent.mkdir(parents=True)
    page.write_text("# Operations\n\n## Sources\n", "utf8")
    took = _three(["sh", "-c", f"cat {page} >> {seen}; echo ---- >> {seen}"], tmp_path, {})
    first, second, third, _ = seen.read_text("utf8").split("----\n")
    assert first == second == page.read_text("utf8") and third == first.replace("\n## S", f"{SENTENCE}\n## S")
    assert len(took) == 3 and min(took) > 0
