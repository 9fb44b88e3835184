"""A draft saved by itself: the short way keeps what the whole way keeps, or leaves it alone."""

import datetime as dt
import random
import secrets

import pytest
from django.db import transaction

from strategy import selectors, services
from strategy.forms import autosaves
from strategy.forms.positions import PositionForm
from strategy.models import Consultation, Position, PositionRevision, RegionWindow
from strategy.rules.ballots import Terms
from strategy.services.autosaves import Press
from tests.factories.consultations import CLOSES, OPENS, consultation
from tests.factories.workshops import workshop
from tests.strategy.services.test_positions import database_time, focal, member
from wco_portal.access.models import OnceToken
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event, Outbox
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import MemberKind
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Person, Role

pytestmark = pytest.mark.django_db

SEED = 20190327
ROUNDS = 20
INSTRUMENTS = [
    {},
    {"asks_remarks": True},
    {"top": 2, "allows_ties": True, "asks_remarks": True},
    {"allows_no_opinion": True},
    {"instrument": "scale", "allows_no_opinion": True},
    {"instrument": "scale", "asks_remarks": True},
    {"instrument": "dots", "dots": 5},
    {"instrument": "points", "asks_remarks": True},
]
MARKS = ["", "0", "1", "2", "3", "4", "5", "6", "100", "101", "03", " 2", "2.0", "-1", "x", "²"]
WORDS = ["", "Because.", "  À cause de cela.\r\nEt voilà. ", "x" * 1001, "x" * 4001, "\0"]


def press():
    return Press(secrets.token_urlsafe(24), path="/p/", digest="d", location="/l/")


def quickly(made, sent, by, code="sen"):
    """Save as the page does first; None is left to the whole way."""
    draft = autosaves.read(sent)
    return draft and services.autosaves.save(made.slug, code, draft, press=press(), by=by)


def wholly(made, sent, by):
    """Save through the form; None where it refuses."""
    position = selectors.positions.mine(made.slug, by, "sen")
    form = PositionForm(position, selectors.positions.paper(position), sent)
    if not form.is_valid():
        return None
    return services.positions.save(
        position.consultation,
        member=position.member,
        ranking=form.ranking,
        remarks=form.remarks,
        comment=form.cleaned_data["comment"],
        version=form.cleaned_data["version"],
        by=by,
        consent=form.consent,
    )


def fields(made, *, version, **values):
    return {"act": "autosave", "version": str(version)} | values


def drafted(made, by):
    """Save a first draft, which the whole way makes."""
    ids = list(made.items.order_by("order").values_list("public_id", flat=True))
    sent = fields(made, version=0, comment="First.", **{f"place-{ids[0]}": "1"})
    assert quickly(made, sent, by) is None
    return wholly(made, sent, by), ids


def kept():
    """Return what stands of the draft, its last revision and its last event."""
    ours = ("ranking", "remarks", "comment", "consent")
    position = Position.objects.values(*ours, "state", "version", "saved_by", "sent").get()
    revision = PositionRevision.objects.values(*ours, "number", "kind", "by").last()
    event = Event.objects.values("type", "actor", "subject", "target_kind", "target", "data").last()
    return position, revision, event, PositionRevision.objects.count(), Outbox.objects.count()


def invented(dice, made, ids, version):
    """Invent what a page may send: most of it ordinary, some of it not."""
    odd = dice.random() < 0.3
    low, high = Terms.of(made).span(len(ids))
    marks = MARKS if odd else ["", *map(str, range(low, high + 1))]
    words = WORDS if odd else WORDS[:3]
    named = [*ids, "0000000000"] if odd else ids
    return {
        **{f"place-{each}": dice.choice(marks) for each in named},
        **{f"remark-{each}": dice.choice(words) for each in named if dice.random() < 0.7},
        "comment": dice.choice(words),
        "allowed": dice.choice(["", "named", "region", "none", *(["x"] if odd else [])]),
        "version": version if dice.random() < 0.9 else dice.choice(["", "-1", "x", "99"]),
    }


def tried(way, made, sent, by):
    """Return what a way keeps, and take it back."""
    with transaction.atomic():
        try:
            found = kept() if way(made, sent, by) else None
        except (DomainError, Denied):
            found = None
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("terms", INSTRUMENTS, ids=str)
def test_what_is_kept_quickly_is_what_is_kept_wholly(terms):
    made, by = consultation(**terms), focal()
    first, ids = drafted(made, by)
    dice, quick = random.Random(SEED), 0

    for _ in range(ROUNDS):
        sent = fields(made, **invented(dice, made, ids, str(first.version)))
        short, whole = (tried(way, made, sent, by) for way in (quickly, wholly))
        quick += short is not None
        # What the short way leaves alone is refused by the form, or is for the form to read.
        is_ordinary = autosaves.read(sent) and sent["version"] == str(first.version)
        assert short == (whole if is_ordinary else None), dict(sent.items())

    assert quick > ROUNDS // 4


def test_a_newer_draft_of_what_was_sent_is_a_revised_one():
    made, by = consultation(), focal()
    first, ids = drafted(made, by)
    everything = {f"place-{each}": str(place) for place, each in enumerate(ids, start=1)}
    assert quickly(made, fields(made, version=1, **everything), by).version == 2
    services.positions.send(made, member=member(), version=2, by=by)

    saved = quickly(made, fields(made, version=3, comment="Better."), by)

    first.refresh_from_db()
    assert (saved.state, first.state, first.version) == ("revised", "revised", 4)
    assert list(first.revisions.order_by("number").values_list("kind", flat=True)) == [
        *("saved", "saved", "sent", "saved")
    ]


def at(moment):
    return lambda **_: database_time(moment)


def window(moment, *, opens=OPENS, closes=CLOSES):
    """Give the region a window of its own, and look at the clock."""

    def change(made, **_):
        region = member().region
        RegionWindow.objects.create(
            consultation=made, region=region, opens_at=opens, closes_at=closes
        )
        database_time(moment)

    return change


def administration(**values):
    return lambda **_: Member.objects.filter(code="sen").update(**values)


def role(*, of="sen", **values):
    def change(by, **_):
        Role.objects.filter(person=by).update(member=member(of), **values)

    return change


def published(made, **_):
    values = {"state": "published", "published_at": OPENS}
    Consultation.objects.filter(pk=made.pk).update(**values)


def withdrawn(made, **_):
    Consultation.objects.filter(pk=made.pk).update(state="withdrawn")


def no_account(by, **_):
    Person.objects.filter(pk=by.pk).update(is_active=False)


INSTANT, DAYS = dt.timedelta(microseconds=1), dt.timedelta(days=3)
# What changes after a first draft, and whether it can be saved then.
CHANGES = {
    "nothing": (lambda **_: None, True),
    "not open": (at(OPENS - INSTANT), False),
    "first instant": (at(OPENS), True),
    "last instant": (at(CLOSES - INSTANT), True),
    "closed": (at(CLOSES), False),
    "region still open": (window(CLOSES + DAYS - INSTANT, closes=CLOSES + DAYS), True),
    "region closed": (window(CLOSES - DAYS, closes=CLOSES - DAYS), False),
    "region not open": (window(OPENS, opens=OPENS + DAYS), False),
    "published": (published, False),
    "withdrawn": (withdrawn, False),
    "left on the last day": (administration(left_on=dt.date(2019, 4, 30)), False),
    "left the day after": (administration(left_on=dt.date(2019, 5, 1)), True),
    "joined after": (
        administration(joined_on=dt.date(2019, 5, 1), joined_precision="day"),
        False,
    ),
    "no Member": (administration(kind=MemberKind.PARTICIPANT), False),
    "role over": (role(until=dt.date(2019, 3, 27)), False),
    "role to come": (role(since=dt.date(2019, 3, 28)), False),
    "another role": (role(name=R.DELEGATE), False),
    "another Member": (role(of="jpn"), False),
    "no account": (no_account, False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_both_ways_let_the_same_people_save_at_the_same_times(change):
    made, by = consultation(), focal()
    drafted(made, by)
    act, may = CHANGES[change]
    act(made=made, by=by)
    by, sent = Person.objects.get(pk=by.pk), fields(made, version=1, comment="Second.")

    def wholly_by_service(made, sent, by):
        return services.positions.save(
            made, member=member(), ranking={}, comment="Second.", version=1, by=by
        )

    short, whole = (tried(way, made, sent, by) for way in (quickly, wholly_by_service))

    assert (short is not None, whole is not None) == (may, may)
    assert short == whole


def test_at_a_workshop_the_members_of_its_region_save():
    answers = {}
    for code in ("sen", "jpn"):
        made = consultation(f"round-{code}", workshop=workshop("wca"))
        by = focal(code)
        Position.objects.create(consultation=made, member=member(code), version=1)
        answers[code] = quickly(made, fields(made, version=1), by, code=code) is not None
    assert answers == {"sen": True, "jpn": False}


def test_what_is_left_alone_leaves_nothing_behind():
    made, by = consultation(), focal()
    drafted(made, by)
    before = kept()

    assert quickly(made, fields(made, version=7), by) is None

    assert kept() == before
    assert not OnceToken.objects.exists()


def test_one_press_keeps_one_draft():
    made, by, once = consultation(), focal(), press()
    drafted(made, by)
    draft = autosaves.read(fields(made, version=1, comment="Second."))

    again = [services.autosaves.save(made.slug, "sen", draft, press=once, by=by) for _ in range(2)]

    assert (again[0].version, again[1]) == (2, None)
    assert OnceToken.objects.get().location == "/l/"


def test_an_ordinary_draft_costs_three_statements(django_assert_num_queries):
    made, by = consultation(titles=[f"Item {n}" for n in range(20)]), focal()
    drafted(made, by)
    draft = autosaves.read(fields(made, version=1))

    # With the two ends of a savepoint; a request holds the clock too.
    with clock.held(), django_assert_num_queries(5):
        services.autosaves.save(made.slug, "sen", draft, press=press(), by=by)
