"""What is planted in getting in touch, and between which values it must show."""

from __future__ import annotations

from datasets.effects.model import Band, Effect
from datasets.measures import service

EFFECTS: tuple[Effect, ...] = (
    Effect(
        "P07",
        "10, 16",
        "chat lowers the logit of a solution by 0.30, a complex issue by 1.25; complex issues go to the phone",
        "the phone solves less than chat in all, and more than chat in each complexity",
        service.phone_and_chat,
        {
            "total": Band((-6.9, -5.8), (-8.5, -4)),
            "complex": Band((5.1, 7), (1.5, 10.6)),
            "simple": Band((2.4, 3.6), (0.5, 5.8)),
        },
        lambda m: m["total"] < 0 < min(m["complex"], m["simple"]),
    ),
    Effect(
        "P13",
        "16, 21",
        "knowing the customer cuts the wrap-up by 45 seconds and the screens by 1.7, and adds 0.42 to the ease",
        "contacts of recognised customers are shorter, and the customers find them easier",
        service.recognised_callers,
        {
            "handle time": Band((-57.5, -53), (-65, -45)),
            "effort score": Band((0.4, 0.52), (0.23, 0.69)),
        },
    ),
    Effect(
        "P14",
        "21",
        "each screen above four adds 9 seconds on hold; from nine screens on the logit of a solution falls by 0.45",
        "the more screens, the longer a contact; the share solved is flat up to eight screens and lower above, also "
        "among complex issues alone",
        service.many_screens,
        {
            "seconds at two or fewer": Band((364, 372), (354, 382)),
            "seconds above eight": Band((450, 465), (428, 489)),
            "lowest FCR up to eight": Band((78, 80), (75, 81.5)),
            "highest FCR up to eight": Band((80.2, 82), (78.8, 84)),
            "FCR above eight": Band((70, 73), (66.5, 76)),
            "above eight minus the rest, complex": Band((-11.5, -8), (-16, -3.5)),
        },
        lambda m: m["FCR above eight"] < m["lowest FCR up to eight"] - 1.5,
    ),
    Effect(
        "P15",
        "16, 26",
        "agents tick 72 % of the contacts that did not solve the issue",
        "the agents' own tick says that far more is solved than the share of issues that needed one contact",
        service.own_tick,
        {
            "solved at first contact": Band((77.6, 78.4), (77, 79)),
            "ticked by agents": Band((91.9, 92.6), (91.2, 93.2)),
            "ticked although unsolved": Band((71.5, 73), (68.8, 75.4)),
        },
        lambda m: m["ticked by agents"] > m["solved at first contact"] + 10,
    ),
    Effect(
        "P28",
        "26",
        "agents decide complaints in 1 day or more (mean 3), managers in 3 or more (mean 10); their clocks are stopped "
        "in 12 and 46 % of the complaints; agents pay about 81 % of the amount, managers 59 %",
        "agents decide complaints of the same size much sooner and pay somewhat more; the stopped clock makes the "
        "report look better than the calendar",
        service.authority,
        {
            "in ten days": Band((68.8, 72), (64, 77)),
            "in ten days, stopped clock": Band((81, 84), (76.5, 88)),
            "days, agent": Band((3.1, 3.5), (2.5, 4.1)),
            "days, manager": Band((12.9, 14.5), (10.2, 17.3)),
            "paid, agent": Band((76.5, 81), (69, 88)),
            "paid, manager": Band((56, 61.5), (46, 71)),
        },
        lambda m: m["days, agent"] + 5 < m["days, manager"] and m["paid, agent"] > m["paid, manager"],
    ),
)
