"""Answers on paper and releases by heads: `entered()` waits for a second pair of eyes."""

import datetime as dt

from strategy import services
from tests.factories.consultations import consultation, ranking
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

SCAN = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
RECEIVED = dt.date(2019, 3, 20)


def entered(made=None, member="sen", order="", *, by=None, **fields):
    """Enter what a Member's paper says; without an order, that of the paper."""
    made = made or consultation()
    order = order or "".join(str(n) for n in range(1, made.items.count() + 1))
    values = {
        "ranking": ranking(made, order),
        "received_on": RECEIVED,
        "scan": SCAN,
        "comment": "By post.",
    } | fields
    return services.paper_answers.enter(
        made, member=Member.objects.get(code=member), by=by or person(R.EDITOR), **values
    )


def released_by_head(code="sen"):
    """Let the head release in an administration; return the head."""
    head = person(R.HEAD, member=code)
    services.releases.set_rule(Member.objects.get(code=code), by_head=True, by=head)
    return head
