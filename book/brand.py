"""Whose book this is: name, logo and colours from _config.yml, checked before anything is built. Pure.

`cx_brand` there has a name, a logo, and a colour for light and for dark pages; docs/branding.md says how.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from book.contrast import FORM, TEXT, contrast, enough, mixed

WHITE, BLACK = "#ffffff", "#000000"
LIGHT = (WHITE, "#f4f6f8")  # the grounds of tokens.css: page and boxes
DARK = ("#14171b", "#1f242a")


@dataclass(frozen=True)
class Brand:
    """What an organisation says about itself; empty is allowed for all but `colour`."""

    name: str = ""
    logo: str = ""  # a file in book/_static
    logo_dark: str = ""  # for dark pages; without it the first one
    colour: str = "#0b5f73"
    colour_dark: str = ""  # without it, `colour` made light enough


def read_brand(settings: dict) -> tuple[Brand, list[str]]:
    """The brand, and a sentence for each setting that cannot be used; then the course's own takes its place."""
    known = {field.name for field in fields(Brand)}
    said = [
        f"cx_brand has no setting {name!r}; there are {', '.join(sorted(known))}." for name in settings.keys() - known
    ]
    kept = {name: str(value or "") for name, value in settings.items() if name in known}
    for name in ("colour", "colour_dark"):
        if kept.get(name) and not FORM.fullmatch(kept[name]):
            said.append(f'cx_brand: {name} is {kept[name]!r}. Write it as six digits, for example "#0b5f73".')
            del kept[name]
    if not kept.get("colour"):
        kept.pop("colour", None)
    brand = Brand(**kept)
    return brand, said + weak(brand)


def weak(brand: Brand) -> list[str]:
    """A sentence for each colour that is too weak to read, with the nearest one that is strong enough."""
    pairs = (("colour", brand.colour, LIGHT, BLACK), ("colour_dark", brand.colour_dark, DARK, WHITE))
    return [
        f"cx_brand: {name} {colour} is too weak: its contrast with the {'dark' if grounds is DARK else 'light'} page "
        f"is {_least(colour, grounds):.1f}, and words need {TEXT}. The nearest that is strong enough is "
        f"{enough(colour, grounds, towards)}."
        for name, colour, grounds, towards in pairs
        if colour and _least(colour, grounds) < TEXT
    ]


def _least(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def on_dark(brand: Brand) -> str:
    """The colour for dark pages: the brand's own, or its light one made light enough to read with ease."""
    return brand.colour_dark or enough(brand.colour, DARK, WHITE, 7)


def variables(brand: Brand) -> str:
    """Style rules that give the theme's variables the colours of the brand, on light and on dark pages."""
    dark = on_dark(brand)
    sets = {
        "light": (brand.colour, mixed(brand.colour, BLACK, 0.35), mixed(WHITE, brand.colour, 0.1), WHITE),
        "dark": (dark, mixed(dark, WHITE, 0.4), mixed(DARK[0], dark, 0.16), DARK[0]),
    }
    return "".join(_rule(mode, *colours) for mode, colours in sets.items())


def _rule(mode: str, main: str, hover: str, pale: str, on_main: str) -> str:
    same = "".join(f"--pst-color-{name}:{main};" for name in ("primary", "secondary", "link", "info"))
    own = f"--pst-color-link-hover:{hover};--pst-color-info-bg:{pale};--cx-on-primary:{on_main};--cx-focus:{main}"
    return f'html[data-theme="{mode}"]{{{same}{own}}}\n'
