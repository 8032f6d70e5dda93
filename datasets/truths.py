"""EFFECTS.md, for instructors: what is planted in the data, how it shows, and what is wrong in the raw tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from datasets.effects import EFFECTS, Effect
from datasets.measures.model import Measures, Tables
from datasets.traps import TRAPS, Trap

PATH = Path(__file__).resolve().parent / "EFFECTS.md"

WARNING = """# What is planted in Fernwick's data

> **Stop: this page tells the answers.**
> It is for instructors and authors.
> If you take the course, close it now: you would lose what the exercises are for.

"""
HOW_TO_READ = """This page is written from `datasets/effects/` and `datasets/traps/` with `python -m datasets describe`.
Do not edit it by hand.

Fernwick is invented, so we know what is true in it: we put it there.
Each effect has a code, such as P01.
It is measured from the published tables only, as a learner would measure it.
Then it is measured again on {seeds} other sets of tables, each made from its own seed.
So you see how much of a number is the effect, and how much is chance.

- **Here** is the value in the tables that the course ships (seed {seed}).
- **Mean** and **SD** are over the {seeds} other sets.
- **Every variant** says between which values any single set of tables must lie.
  `python -m datasets build` refuses a seed that does not.

A chapter may rely on the sentence after *It shows*: every variant bears it out.
A chapter must not rely on a second decimal: another seed has another one.
"""
TRAP_WORDS = """A trap is a reason why a count goes wrong.
Most stand in the raw tables only, and the clean copy has them mended.
Some cannot be mended, because life is like that: they are in the clean tables too.
"""
LEFT_OUT = """## What is not in the data, and what was left out

- **A paradox of recovery.** Nothing makes customers whose problem was repaired happier than those without a problem.
- **An effect of the ambassador on orders.** People talk angrily for some days, and orders do not fall.
  The honest answer is that the data show no effect.
- **A better Islands region.** Its customers are as content as the others, apart from a slightly longer way for parcels.
  Its score swings because it is small.
- **A campaign of six weeks.** With so few orders, the effect of the one-day promise was lost in the noise.
  Twelve weeks made it visible.
- **Effort and leaving, without help.** In a first trial, low effort scores did not show who leaves.
  They do now only because the chance to leave depends on effort directly (P27).
- **One random stream for all tables.** When one parameter changed, everything after it changed too.
  Each table has its own streams now.
- **Loops.** A bad week does not change how Fernwick works in the next one. In a real company it does.
"""


def truths(
    spread: pd.DataFrame,
    seeds: int,
    seed: int,
    values: Mapping[str, Measures],
    sizes: Sequence[Measures],
    effects: Sequence[Effect] = EFFECTS,
    traps: Sequence[Trap] = TRAPS,
) -> str:
    """The whole page as Markdown.

    `spread` is what `datasets.spread.summary` gives for `seeds` seeds; `values` and `sizes` are what `values_of` and
    `sizes_of` give for the tables of `seed`.
    """
    parts = [WARNING + HOW_TO_READ.format(seeds=seeds, seed=seed), _overview(effects), "## The effects, one by one\n"]
    parts += [_effect(effect, spread, values[effect.code]) for effect in effects]
    parts += ["## What is wrong in the tables, one trap after the other\n", TRAP_WORDS]
    parts += [_trap(trap, size) for trap, size in zip(traps, sizes, strict=True)]
    return "\n".join([*parts, LEFT_OUT])


def values_of(tables: Tables, effects: Sequence[Effect] = EFFECTS) -> dict[str, Measures]:
    """The measures of every effect, by its code, in one set of clean tables."""
    return {effect.code: effect.measure(tables) for effect in effects}


def sizes_of(raw: Tables, clean: Tables, traps: Sequence[Trap] = TRAPS) -> list[Measures]:
    """The measures of every trap, in the order of the traps; `raw` holds the clean table where there is no raw one."""
    return [trap.measure(raw, clean) for trap in traps]


def _overview(effects: Sequence[Effect]) -> str:
    lines = ["## All effects", "", "| code | chapter | it shows |", "|---|---|---|"]
    lines += [f"| [{e.code}](#{e.code.lower()}) | {e.chapter or '–'} | {e.shows or '–'} |" for e in effects]
    return "\n".join([*lines, ""])


def _effect(effect: Effect, spread: pd.DataFrame, values: Measures) -> str:
    lines = [f"### {effect.code}", "", *_chapter(effect.chapter), f"**Planted:** {_sentence(effect.planted)}"]
    lines += [f"**It shows:** {_sentence(effect.shows)}"] if effect.shows else []
    lines += [f"**Measured:** {_told(effect.measure)}"]
    lines += ["| measure | here | mean | SD | every variant |", "|---|--:|--:|--:|--:|"]
    for name, value in values.items():
        known = spread.loc[(effect.code, name)]
        low, high = effect.bands[name].alone
        numbers = [value, known["mean"], known["sd"]]
        lines.append(f"| {name} | {' | '.join(map(_number, numbers))} | {_number(low)} to {_number(high)} |")
    return "\n".join([*_spaced(lines), ""])


def _trap(trap: Trap, size: Measures) -> str:
    lines = [f"### {trap.table}: {trap.wrong.rstrip('.')}", "", *_chapter(trap.chapter)]
    lines += [f"**Clean copy:** {_sentence(trap.cleaned)}", f"**How one sees it:** {_told(trap.measure)}"]
    lines += ["| size | here | every variant |", "|---|--:|--:|"]
    for name, value in size.items():
        low, high = trap.bands[name]
        lines.append(f"| {name} | {_number(value)} | {_number(low)} to {_number(high)} |")
    return "\n".join([*_spaced(lines), ""])


def _spaced(lines: list[str]) -> list[str]:
    """An empty line after each line in bold words, so that Markdown does not run them together."""
    return [part for line in lines for part in ((line, "") if line.startswith("**") else (line,))]


def _chapter(numbers: str) -> list[str]:
    return [f"**Chapter:** {numbers}."] if numbers else []


def _told(measure: Callable) -> str:
    """The first paragraph of a measure's own words, without the code of its effect."""
    words = (measure.__doc__ or "see the code.").strip().split("\n\n")[0]
    return _sentence(re.sub(r"^P\d+: ", "", " ".join(words.split())))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _number(value: float) -> str:
    """As many decimals as mean something.

    >>> _number(0.456), _number(16.63), _number(32713)
    ('0.46', '16.6', '32,713')
    """
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.{2 if abs(value) < 1 else 1 if abs(value) < 1000 else 0}f}"
