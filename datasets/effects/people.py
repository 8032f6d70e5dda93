"""What is planted in working at Fernwick, and between which values it must show."""

from __future__ import annotations

from datasets.effects.model import Band, Effect
from datasets.measures import people

EFFECTS: tuple[Effect, ...] = (
    Effect(
        "P04",
        "14",
        "a valid technical certificate adds 0.93 to the logit of solving a technical issue and 12 % to the talk",
        "trained agents solve more technical issues at the first contact, take longer for a contact and less for an "
        "issue; counting expired certificates as well makes the gap smaller",
        people.technical_training,
        {
            "FCR trained": Band((81.2, 83), (79.5, 84.5)),
            "FCR untrained": Band((65, 66.5), (63.4, 68.2)),
            "FCR ever trained": Band((75, 77), (72.5, 79.5)),
            "handle time, trained minus not": Band((32, 41), (17, 56)),
            "time per issue, trained minus not": Band((-84, -63), (-121, -27)),
        },
        lambda m: m["FCR trained"] > m["FCR ever trained"] + 2 > m["FCR untrained"] + 5,
    ),
    Effect(
        "P12",
        "14",
        "one standard deviation of a team's engagement adds 0.2 to what customers feel, 0.9 to the marks in the pulse",
        "teams that like to work here get better marks from customers; with twenty teams the interval is wide",
        people.engaged_teams,
        {"r": Band((0.69, 0.83), (0.46, 0.97)), "teams": Band((20, 20), (20, 20))},
    ),
)
