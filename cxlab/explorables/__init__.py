"""Explorables: small tools with controls, for notebooks that run. Calling one shows it."""

from cxlab.explorables.ownership import who_owns_it
from cxlab.explorables.scores import three_scores
from cxlab.explorables.stock import reorder_point

__all__ = ["reorder_point", "three_scores", "who_owns_it"]
