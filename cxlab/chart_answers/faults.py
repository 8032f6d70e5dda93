"""What can go wrong while two charts are compared, and how much work one comparison may be."""

MOST_ROWS = 200_000  # of one table, also after fold and impute
MOST_COLUMNS = 300
MOST_WORK = 100_000_000  # rows times channels and transforms, over all units, whatever is tried to find a reason
MOST_CELL = 2_000  # characters that an expression puts into one cell
MOST_UNITS = 60  # marks in one chart, over all layers and panels
MOST_STEPS = 50  # transforms of one unit
MOST_CHANNELS = 40
MOST_DEPTH = 12  # charts inside charts
MOST_TEXT = 2_000  # characters of one expression


class UnreadableChart(ValueError):
    """What was given is no chart, or none that can be drawn. Its text is a sentence."""


class CannotTell(ValueError):
    """The charts may differ in something that is not evaluated here. Never a reason to take points away.

    Its text says what it is, in words for the author: "a filter that uses the function now".
    """
