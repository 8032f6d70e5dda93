"""The contract of the tables from outside Fernwick: flights from New York, and marks in a survey of customers."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Table

CARRIERS = {
    "9E": "Endeavor Air Inc.",
    "AA": "American Airlines Inc.",
    "AS": "Alaska Airlines Inc.",
    "B6": "JetBlue Airways",
    "DL": "Delta Air Lines Inc.",
    "EV": "ExpressJet Airlines Inc.",
    "F9": "Frontier Airlines Inc.",
    "FL": "AirTran Airways Corporation",
    "HA": "Hawaiian Airlines Inc.",
    "MQ": "Envoy Air",
    "OO": "SkyWest Airlines Inc.",
    "UA": "United Air Lines Inc.",
    "US": "US Airways Inc.",
    "VX": "Virgin America",
    "WN": "Southwest Airlines Co.",
    "YV": "Mesa Airlines Inc.",
}
"""Code and name of every airline in the source."""

FLIGHTS = Table(
    "flights",
    "one planned flight from an airport of New York in 2013",
    ("scheduled_departure", "carrier", "flight_number", "origin"),
    (
        C("scheduled_departure", "time", "The promise, in New York's time.", low="2013-01-01", high="2013-12-31 23:59"),
        C("carrier", "text", "Code of the airline that flew.", allowed=tuple(CARRIERS)),
        C("carrier_name", "text", "Name of that airline in 2013.", allowed=tuple(CARRIERS.values())),
        C("flight_number", "integer", "Number of the flight; the same on many days.", low=1, high=9_999),
        C("origin", "text", "EWR is Newark, JFK is Kennedy, LGA is LaGuardia.", allowed=("EWR", "JFK", "LGA")),
        C("destination", "text", "Code of the airport to which it was to go.", pattern="[A-Z]{3}"),
        C("distance_miles", "integer", "Distance between the two airports.", "miles", low=17, high=5_000),
        C(
            "departure_delay_min",
            "number",
            "Minutes between planned and real departure. Below zero is early.",
            "minutes",
            low=-60,
            high=1_440,
            missing="the flight did not leave",
        ),
        C(
            "arrival_delay_min",
            "number",
            "Minutes between planned and real arrival. Below zero is early.",
            "minutes",
            low=-120,
            high=1_440,
            missing="the flight did not leave, or it left and the source has no arrival delay "
            "(it may have landed at another airport)",
        ),
        C("cancelled", "yes/no", "The flight did not leave: the source has no departure time for it."),
    ),
    note="One flight in eight. A mean delay leaves out the flights that never left: look at `cancelled` too.",
)


def _mark(name: str, number: int, keyword: str) -> C:
    """The mark for one question, with the words that the source has for the question and for the ends of the scale."""
    return C(name, "integer", f"Question {number}: '{keyword}'. 1 is 'Poor', 10 is 'Excellent'.", low=1, high=10)


SATISFACTION = Table(
    "satisfaction",
    "one answer to a survey about a Yellow Pages advertising product, from 2001 or before",
    ("answer",),
    (
        C("answer", "integer", "Number of the row in the source; it names nobody.", low=1, high=1_811),
        _mark("overall", 1, "Overall Satisfaction"),
        _mark("competitive_prices", 2, "Setting Competitive Prices"),
        _mark("price_increases", 3, "Holding Price Increase to a Minimum"),
        _mark("price_for_volume", 4, "Appropriate Pricing given Volume"),
        _mark("proof_of_effect", 5, "Demonstrating Effectiveness of Purchase"),
        _mark("many_customers", 6, "Reach a Large Number of Customers"),
        _mark("reach", 7, "Reach of Advertising"),
        _mark("long_exposure", 8, "Long-term Exposure"),
        _mark("distribution", 9, "Distribution"),
        _mark("right_areas", 10, "Distribution to Right Geographic Areas"),
    ),
    note="Real, and whole: 1,811 answers. The words in quotes are all that the source says about a question; how it "
    "was asked is not known. The licence is the GPL, version 2 or later: read SOURCES.md before you pass the table on.",
)

OUTSIDE: tuple[Table, ...] = (FLIGHTS, SATISFACTION)
"""All tables from outside, in the order of SOURCES.md."""
