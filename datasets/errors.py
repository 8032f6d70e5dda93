"""The one failure that the data's commands expect."""


class DataProblem(Exception):
    """A table is unknown, missing or damaged, or a seed is no number: a sentence fit to show. Exit status 2."""
