"""What one must know before one counts: the ways in which a count goes wrong although every row is right."""

from __future__ import annotations

ADVICE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("subscriptions", "employees"), "An empty `end_date` is not an error. It means that it goes on."),
    (("training",), "*Ever* trained and *now* valid are two numbers. Look at `valid_until`, and at who has left."),
    (("employee_pulse",), "Small teams are left out on purpose, so the mean is not that of all people."),
    (("claims",), "These statements are about the real world. All other tables are about Fernwick."),
    (
        ("customers",),
        "A person without an order is a customer too. Say which customers you mean before you count them.",
    ),
    (("orders",), "`revenue` is after the discount. Taking the discount off again counts it twice."),
    (("deliveries",), "An empty `days_late` means that the parcel never arrived. It is neither late nor on time."),
    (
        ("deliveries",),
        "Late is measured against the promise. When the promise changes, so does the share of late parcels.",
    ),
    (("returns",), "Orders of the last weeks had no time to come back. Leave them out when you compare."),
    (("inventory_weekly",), "A count on Monday morning does not see what runs out on Tuesday and is back by Friday."),
    (("experiment_assignments",), "Compare the groups as they were drawn, not by who was told in the end."),
    (
        ("invoices",),
        "Who pays monthly has twelve invoices a year, who pays upfront has one. Choose what you divide by.",
    ),
    (("invoices", "complaints"), "An open bill or complaint has an empty field. It is not 0 days, and it is not 0 €."),
    (
        ("monthly_status",),
        "One subscription has one row for each month. To count subscriptions, count each `subscription_id` once.",
    ),
    (("finance_assumptions",), "Some values are measured, others are estimates or rules. `basis` says which."),
    (("initiatives",), "The three ratings use three different scales. Bring them to one before you add or multiply."),
    (("contacts",), "There is one row for each contact. To count problems, count each `issue_id` once."),
    (("contacts",), "Contacts that nobody answered have 0 seconds of talk. Leave them out of an average."),
    (("contacts",), "In a chat, `talk_s` runs on while the agent serves other chats. `parallel_chats` says how many."),
    (("complaints",), "Days in which we waited for the customer are days for the customer too."),
    (
        ("survey_invites", "survey_responses"),
        "Who answers is not like who does not. A score of answers is not a score of customers.",
    ),
    (("survey_responses",), "`ces` changed its direction on 1 January 2024. Look at `ces_version` before you compare."),
    (
        ("relationship_survey",),
        "Who left is not asked again. A rising mean may be the same people, with fewer of the unhappy ones.",
    ),
    (("manager_view",), "With 40 managers, one of them is 2.5 percentage points."),
    (("web_sessions",), "It is a sample: one visit in ten. Multiply before you compare with orders."),
    (("it_incidents",), "Two systems that are down at the same time are two rows, but one outage for the customer."),
    (("social_mentions",), "`sentiment` is a program's guess, and it errs. `by_hand` shows how often."),
)
"""Names of tables, and what to know about them, in one or two sentences; in the order of the dictionary."""
