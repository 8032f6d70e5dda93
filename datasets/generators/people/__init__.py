"""The people who work at Fernwick: who they are, what they learned, how they feel about it."""

from datasets.generators.people.claims import claims
from datasets.generators.people.employees import employees
from datasets.generators.people.pulse import employee_pulse
from datasets.generators.people.training import training

GENERATORS = {
    "employees": (employees, ()),
    "training": (training, ("employees",)),
    "employee_pulse": (employee_pulse, ("employees",)),
    "claims": (claims, ()),
}
