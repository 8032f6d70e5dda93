"""Works cited, as plain text: shortly, as in a sentence, and in full."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment


def cited(env: BuildEnvironment) -> tuple[dict[str, str], dict[str, str]]:
    """Key → "Reichheld, 2003", and key → the whole reference, of every work in a list of sources of the book."""
    if "cite" not in env.domains:
        return {}, {}
    domain = env.get_domain("cite")
    entries = domain.bibdata.data.entries
    full = {each.key: each.tooltip_entry.text.render_as("text") for each in domain.citations if each.tooltip_entry}
    return {key: short(entries[key]) for key in full if key in entries}, full


def short(entry) -> str:
    """The names and the year of a work: one or two names, or the first with "et al.".

    The entry is pybtex's; one without persons is known by its title.
    """
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [" ".join([*person.prelast_names, *person.last_names]).strip("{}") for person in people]
    whose = names[0] + " et al." if len(names) > 2 else " and ".join(names) or entry.fields.get("title", "").strip("{}")
    return ", ".join(filter(None, [whose, entry.fields.get("year", "")]))
