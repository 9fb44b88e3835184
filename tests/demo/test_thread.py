from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser

from strategy.models import WorkshopConclusion
from wco_portal.links.models import Link
from wco_portal.links.selectors import threads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

# From the remark at a workshop to what carries it, step by step.
WAY = ["planelement", "planblock", "message", "session"]


def step(public_id, kind, *, forward):
    """Go one step along the thread as anybody may, to a thing of a kind."""
    found = threads.of(public_id, actor=AnonymousUser())
    knots = found.leads_to if forward else found.comes_from
    return next(knot.card.public_id for knot in knots if knot.kind.name == kind)


def test_anybody_walks_from_a_remark_to_a_session_and_back():
    start = WorkshopConclusion.objects.filter(workshop__is_demonstration=True).earliest("pk")

    way = [start.public_id]
    for kind in WAY:
        way.append(step(way[-1], kind, forward=True))

    for origin, target in pairwise(way):
        back = threads.of(target, actor=AnonymousUser()).comes_from
        assert origin in {knot.card.public_id for knot in back}


def test_the_sentence_leads_to_its_indicator_and_the_message_to_a_practice():
    sentence = Link.objects.get(relation="quotes", target__kind="planblock").target.public_id

    assert step(sentence, "indicator", forward=True)
    assert step(step(sentence, "message", forward=True), "practice", forward=True)
