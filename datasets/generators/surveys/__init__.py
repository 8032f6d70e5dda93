"""Who was asked, and what people say."""

from datasets.generators.surveys.answers import survey_responses, survey_truth
from datasets.generators.surveys.invites import survey_invites
from datasets.generators.surveys.managers import manager_view
from datasets.generators.surveys.relationship import relationship_survey

GENERATORS = {
    "survey_invites": (
        survey_invites,
        ("customers", "employees", "orders", "deliveries", "contacts", "subscriptions"),
    ),
    "survey_responses": (survey_responses, ("survey_invites",)),
    "survey_truth": (survey_truth, ("survey_invites",)),
    "relationship_survey": (relationship_survey, ("customers", "subscriptions")),
    "manager_view": (manager_view, ()),
}
