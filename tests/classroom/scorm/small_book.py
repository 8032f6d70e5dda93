"""A course of four short chapters: what everybody reads, two departments, and an end."""

from grading.course import HOME

CHAPTERS = {
    "begin": "How it begins",
    "finance": "What Finance owns",
    "operations": "What Operations own",
    "end": "How it ends",
}
ROUTES = """\
everyone: [begin]
afterwards: [end]
departments:
  - work: Finance
    chapters: [finance]
  - work: Operations
    chapters: [operations]
  - work: Visitors
    chapters: []
whole: The whole book
"""
CONTENTS = """\
format: jb-book
root: index
parts:
  - caption: Before you start
    chapters:
      - file: chapters/begin
  - caption: Your department
    chapters:
      - file: chapters/finance
      - file: chapters/operations
  - caption: Together
    chapters:
      - file: chapters/end
  - caption: Look things up
    chapters:
      - file: words
"""
FILL = "\n\n".join(f"Line {number} of a text that is longer than a window is high." for number in range(60))
QUESTION = """\
:::{{quiz}}
:id: {id}
:correct: {correct}
:concept: small
:level: recall
:sources: A
{more}
Which one of {id}?

- The first
  > It is the first.
- The second
  > It is the second.
- The third
  > It is the third.
:::
"""


def questions(slug: str) -> dict[str, str]:
    """Ids of the chapter's questions, with the numbers of their right options."""
    return {f"{slug}-one": "2", f"{slug}-two": "1, 3"}


def write(root) -> None:
    """Write the sources; a file that is right already is left alone, so that nothing is built twice."""
    for path in (HOME / "_config.yml", *(HOME / "book" / "_static").iterdir()):
        _put(root / path.relative_to(HOME), path.read_text("utf8"))
    _put(root / "_toc.yml", CONTENTS)
    _put(root / "book" / "routes.yml", ROUTES)
    _put(root / "book" / "references.bib", "")
    _put(root / "book" / "index.md", "# Start\n\nA book for tests. See [another site](https://example.org/).\n")
    _put(root / "book" / "words.md", "# Words\n\nSee {doc}`/chapters/operations` and {doc}`/chapters/finance`.\n")
    for slug, title in CHAPTERS.items():
        sure = ":confidence:\n" if slug == "finance" else ""
        asked = [QUESTION.format(id=id, correct=right, more=sure) for id, right in questions(slug).items()]
        text = "\n\n".join([f"# {title}", FILL, "## Check yourself", *asked, "## Sources", "Made up."])
        _put(root / "book" / "chapters" / f"{slug}.md", text + "\n")


def _put(path, text) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text("utf8") != text:
        path.write_text(text, "utf8")
