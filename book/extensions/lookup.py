"""What the pages to look things up take from the chapters and exercises.

```{misconceptions} base          the mistakes of one family of misconceptions.yml
```
```{concepts} Counting            the ideas of one group of concepts.yml, and where they come back
```
```{terms}                        the words of the glossary, and the chapters that explain them
```
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from book.chapter_rules_sources import bold_terms, glossary_terms
from book.chapter_text import plain, read_page
from book.concepts import FILE as CONCEPTS
from book.concepts import Concept, concepts
from book.contents import chapters, short_titles
from book.extensions.derived import Derived
from book.misconceptions import Misconception, files, misconceptions

SAID = {"like": "It looks like this", "cost": "What it costs", "see": "How to see it", "instead": "Instead"}


class Misconceptions(Derived):
    required_arguments = 1

    def files(self, course):
        return files(course)

    def markdown(self, course):
        family, names = self.arguments[0], short_titles(course)
        return "\n\n".join(entry(one, names) for one in misconceptions(course) if one.family == family)


class Concepts(Derived):
    required_arguments = 1
    final_argument_whitespace = True

    def files(self, course):
        return [course / CONCEPTS, *files(course), *chapters(course)]

    def markdown(self, course):
        made = [concept for concept in concepts(course) if concept.group == self.arguments[0]]
        if not made:
            raise self.error(f"concepts: {self.arguments[0]!r} is no group of {CONCEPTS}")
        names = short_titles(course)
        return "\n\n".join(_concept(one, names) for one in made)


class Terms(Derived):
    def files(self, course):
        return [course / "book" / "glossary.md", *chapters(course)]

    def markdown(self, course):
        names = short_titles(course)
        return "\n".join(f"- {{term}}`{term}`: {_chapters(slugs, names)}" for term, slugs in terms(course).items())


def entry(one: Misconception, names: dict[str, str]) -> str:
    """A mistake as a box that opens: its name outside, all else inside."""
    said = "\n\n".join(f"**{words}.** {one.texts[part]}" for part, words in SAID.items())
    asked = "one question" if one.questions == 1 else f"{one.questions} questions"
    moved = f" There it moves the result by {one.moved}." if one.moved else ""
    kin = f"\n\n**Not to be confused with** {', '.join(_code(code) for code in one.kin)}." if one.kin else ""
    where = f"**Practised in** {_chapters(one.chapters, names)}: {asked}.{moved}"
    return f"::::{{dropdown}} {one.code} · {one.name}\n:name: {one.code.lower()}\n\n{said}\n\n{where}{kin}\n::::"


def terms(course: Path) -> dict[str, list[str]]:
    """Word of the glossary → slugs of the chapters that explain it, those in bold first to last."""
    written = (course / "book" / "glossary.md").read_text("utf8")
    known, found = glossary_terms(written), {}
    for path in chapters(course):
        for bold in bold_terms(read_page(path.read_text("utf8"))):
            if plain(bold).lower() in known:
                found.setdefault(plain(bold).lower(), []).append(path.stem)
    spelled = {line.lower(): line for line in written.splitlines()}
    return {spelled[word]: list(dict.fromkeys(found[word])) for word in sorted(found)}


def _concept(one: Concept, names: dict[str, str]) -> str:
    return f"**{one.name}.**\n{one.about}\n\n- {_chapters(one.slugs, names)}"


def _chapters(slugs: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(f"{{doc}}`{names[slug]} </chapters/{slug}>`" for slug in slugs)


def _code(code: str) -> str:
    return f"{{ref}}`{code} <{code.lower()}>`"


def setup(app):
    for name, directive in (("misconceptions", Misconceptions), ("concepts", Concepts), ("terms", Terms)):
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
