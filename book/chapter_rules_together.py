"""Rules that hold between chapters: what comes back, how many new words, and no sentence that stands twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from book.chapter_rules_form import FIRST
from book.chapter_rules_sources import bold_terms
from book.chapter_text import Page, plain, read_page, sentences

RETURNING = 2  # questions from earlier chapters
FAR = 3  # chapters back
MOST_NEW_TERMS = 4
MOST_SHARED_WORDS = 8
ALLOWED_TWICE = (  # sentences of the skeleton, which say the same in each chapter because the same is true
    r"Reading takes about \d+ minutes, the exercise about \d+\.",  # what to plan, always at the same place
)


def together_problems(pages: dict[str, Page], departments: set[str]) -> list[tuple[str, str]]:
    """What is wrong between chapters, as (slug, sentence). `pages` stand in the order of the contents.

    `departments` are the chapters of which most readers read one: no other chapter may need them.
    """
    order = list(pages)
    common = [slug for slug in order if slug not in departments]
    found = []
    for place, slug in enumerate(order):
        found += [(slug, sentence) for sentence in returning_problems(pages[slug], order[:place], common)]
    return [*found, *_new_terms(pages), *_sentences_twice(pages)]


def returning_problems(page: Page, before: list[str], common: list[str]) -> list[str]:
    """Two questions come back to earlier chapters, one of them at least three chapters back, where there are so many.

    `before` are the chapters before this one, in order; of these only the `common` ones may be needed.
    """
    asked = page.named("quiz")
    sources = [block.options["from"] for block in asked if "from" in block.options]
    found = [
        f"the question with :from: {slug} has to come back to a chapter before this one"
        for slug in sources
        if slug not in before
    ]
    found += [
        f"it comes back to {slug}, which readers of another department have not read"
        for slug in sources
        if slug in before and slug not in common
    ]
    found += [
        f"the question {block.options.get('id')} comes back to an earlier chapter, and belongs under {FIRST[1]}"
        for block in asked
        if "from" in block.options and block.part != FIRST[1]
    ]
    wanted, far = min(RETURNING, len(before)), min(FAR, len(before))
    if len(sources) < wanted:
        found.append(f"{len(sources)} questions under {FIRST[1]} have :from: and an earlier chapter; {wanted} must")
    elif wanted and not any(slug in before[: len(before) - far + 1] for slug in sources):
        found.append(f"no question comes back to a chapter {far} or more before this one")
    return found


def _new_terms(pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    known: set[str] = set()
    for slug, page in pages.items():
        terms = {plain(words).lower() for words in bold_terms(page)} - known
        known |= terms
        if len(terms) > MOST_NEW_TERMS:
            yield (
                slug,
                f"it has {len(terms)} new terms in bold, {MOST_NEW_TERMS} are the most: {', '.join(sorted(terms))}",
            )


def _sentences_twice(pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for slug, page in pages.items():
        for sentence in dict.fromkeys(long_sentences(page)):
            if first.setdefault(sentence, slug) != slug and not any(
                re.fullmatch(each, sentence) for each in ALLOWED_TWICE
            ):
                yield slug, f"it shares a sentence with {first[sentence]}: {sentence!r}"


def long_sentences(page: Page) -> list[str]:
    """The sentences of more than eight words that a chapter says, its questions and their feedback included."""
    asked = [read_page("\n".join(block.body)) for block in page.named("quiz")]
    sections = [section for part in (page, *asked) for section in part.sections]
    found = [" ".join(sentence.split()) for section in sections for sentence in sentences(section)]
    return [sentence for sentence in found if len(sentence.split()) > MOST_SHARED_WORDS]
