"""The platform's column for one exercise: found by the exercise's name, or made."""

from __future__ import annotations

from pylti1p3.lineitem import LineItem

from classroom.lti.addresses import asking, reachable_from, same_host
from classroom.lti.service import NO_SENSE, Answer, Service
from classroom.lti.store import Context

AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
CHANGE, SCORE = f"{AGS}lineitem", f"{AGS}score"
ONE, MANY = "application/vnd.ims.lis.v2.lineitem+json", "application/vnd.ims.lis.v2.lineitemcontainer+json"
MAX_PAGES = 50


def line_item(service: Service, context: Context, slug: str, title: str, most: float) -> tuple[str, Answer]:
    """The address of the column for `slug`, and an empty one with the Answer that says why there is none.

    A column that the platform made for a link to this exercise comes first: its teacher put it there.
    """
    if slug in context.columns:
        return context.columns[slug], Answer(200)
    if not context.lineitems or CHANGE not in context.scopes:
        return "", Answer(403, said="the platform does not let this tool make columns: allow it, or link exercises")
    found, answer = _find(service, context, slug)
    return (found, answer) if found or not answer.good else _make(service, context, slug, title, most)


def is_there(service: Service, address: str) -> bool:
    """Whether a column still exists, as far as the platform says: a score may also be refused for its learner."""
    return service.ask((CHANGE,), address, ONE).status not in (404, 410)


def _find(service: Service, context: Context, slug: str) -> tuple[str, Answer]:
    page = asking(context.lineitems, resource_id=slug)
    for _ in range(MAX_PAGES):
        answer = service.ask((CHANGE,), page, MANY)
        if not answer.good:
            return "", answer
        if not isinstance(answer.body, list):
            return "", Answer(NO_SENSE, said="what came is no list of columns")
        for one in answer.body:  # not every platform leaves out the others
            if isinstance(one, dict) and one.get("resourceId") == slug and _ours(one.get("id"), service):
                return one["id"], answer
        if not answer.next:
            return "", answer
        if not same_host(answer.next, context.lineitems):
            return "", Answer(NO_SENSE, said="the next page is on another host")
        page = answer.next
    return "", Answer(NO_SENSE, said=f"there are more than {MAX_PAGES} pages of columns")


def _make(service: Service, context: Context, slug: str, title: str, most: float) -> tuple[str, Answer]:
    wanted = LineItem().set_label(title).set_resource_id(slug).set_score_maximum(most)
    answer = service.ask((CHANGE,), context.lineitems, ONE, wanted.get_value(), ONE)
    if not answer.good:
        return "", answer
    made = answer.body.get("id") if isinstance(answer.body, dict) else None
    return (made, answer) if _ours(made, service) else ("", Answer(NO_SENSE, said="the new column has no address"))


def _ours(address: object, service: Service) -> bool:
    return reachable_from(address, service.platform.token)
