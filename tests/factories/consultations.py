"""Consultations: `consultation()` is announced and open until 30 April 2019, 18:00 Brussels."""

import datetime as dt
from zoneinfo import ZoneInfo

from strategy import services
from strategy.models import Consultation
from strategy.services.consultations import Paper
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

BRUSSELS = ZoneInfo("Europe/Brussels")
OPENS = dt.datetime(2019, 3, 1, 9, 0, tzinfo=BRUSSELS)
CLOSES = dt.datetime(2019, 4, 30, 18, 0, tzinfo=BRUSSELS)
TITLES = ["Integrity", "E-Commerce", "Safety", "Revenue"]


def draft(slug="priorities", *, by=None, titles=TITLES, **values):
    """Draft a consultation of four items."""
    given = {
        "title_en": "Priorities",
        "title_fr": "Priorités",
        "question_en": "In which order?",
        "question_fr": "Dans quel ordre ?",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "contact": "secretariat@test.example",
        "is_demonstration": True,
    } | values
    papers = [Paper(title, f"{title} (fr)") for title in titles]
    return services.consultations.create(
        slug=slug, items=papers, by=by or person(R.EDITOR), **given
    )


def consultation(slug="priorities", **values):
    """Announce a consultation and let the clock open it."""
    editor = person(R.EDITOR)
    made = services.consultations.announce(draft(slug, by=editor, **values), by=editor)
    services.consultations.open_due(OPENS)
    return Consultation.objects.phased().get(pk=made.pk)


def ranking(made, order):
    """Rank the items by their numbers on the paper: `ranking(c, "2134")` puts the second first."""
    ids = list(made.items.order_by("order").values_list("public_id", flat=True))
    return {ids[int(number) - 1]: place for place, number in enumerate(order, start=1)}


def marks(made, *given):
    """Give the items, in their order on the paper, so much each; None leaves one out."""
    ids = made.items.order_by("order").values_list("public_id", flat=True)
    return {key: mark for key, mark in zip(ids, given, strict=False) if mark is not None}


def give(made, code, *given, remarks=None):
    """Save and send the position of a Member on a consultation that is no plain ranking."""
    member, by = Member.objects.get(code=code), person(R.FOCAL_POINT, member=code)
    saved = services.positions.save(
        made,
        member=member,
        ranking=marks(made, *given),
        remarks=remarks,
        comment="",
        version=0,
        by=by,
    )
    return services.positions.send(made, member=member, version=saved.version, by=by)


def answer(made, member, order, *, by=None, comment=""):
    """Save and send a Member's position."""
    by = by or person(R.FOCAL_POINT, member=member.code)
    saved = services.positions.save(
        made, member=member, ranking=ranking(made, order), comment=comment, version=0, by=by
    )
    return services.positions.send(made, member=member, version=saved.version, by=by)


def close(made):
    """Let the window have ended an hour ago, and the clock close it."""
    Consultation.objects.filter(pk=made.pk).update(closes_at=clock.now() - dt.timedelta(hours=1))
    services.consultations.close_due(CLOSES)
    return Consultation.objects.phased().get(pk=made.pk)


def published(answers=9):
    """Publish the result of answers from several regions."""
    made = consultation()
    members = Member.objects.counted().on(made.closing_day).order_by("code")[:answers]
    for number, member in enumerate(members):
        answer(made, member, ("1234", "1243", "2134")[number % 3])
    made = services.consultations.publish(close(made), by=person(R.EDITOR))
    return Consultation.objects.phased().get(pk=made.pk)
