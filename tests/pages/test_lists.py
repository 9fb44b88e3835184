"""Every list of the pages asks the database as often for one row as for many, and so often exactly.

A row of the table: how often the page asks, and a function that returns the address, who opens it
and what adds one more row. Two addresses stand where the rows are there already and the address
says how many are shown.
"""

import datetime as dt
import re
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communications.enums import Position
from communications.rules import Pair
from communications.services import chapters, endorsements, messages, topics
from communications.services.chapters import Outline
from conferences.models import Delegation
from conferences.services import conferences, nominations
from strategy.enums.indicators import Frequency
from strategy.enums.plans import PlanState, Verdict
from strategy.enums.themes import ActivityKind
from strategy.models import AnnualTheme, Plan, PlanElement, ResearchItem
from strategy.services import activities, challenges, plans, reviews
from strategy.services.plans import Draft
from tests.factories import communications as making
from tests.factories import conferences as meeting
from tests.factories import consultations as asking
from tests.factories import indicators as measuring
from tests.factories import workshops as inviting
from tests.factories.people import person
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.models import Source
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery, KeptMail

pytestmark = pytest.mark.django_db

LISTS: dict = {}
ROW = re.compile(rb"<(?:li|tr|article)\b")
numbers = count(1)
DAY = dt.date(2019, 3, 1)


def asks(queries):
    def keep(function):
        LISTS[function.__name__] = (queries, function)
        return function

    return keep


def nothing():
    """Add nothing: the two addresses differ."""


def in_force():
    return Plan.objects.get(slug="2016-2019")


def in_preparation():
    return Plan.objects.get(slug="2019-2022")


# --- the platform ---------------------------------------------------------------------------------
@asks(3)
def members():
    return ("/en/members/?as_of=1952-12-31", "/en/members/"), None, nothing


@asks(6)
def region():
    return ("/en/regions/mena/", "/en/regions/eur/"), None, nothing


@asks(4)
def member():
    return "/en/members/sen/", None, published_activity


@asks(2)
def sources():
    def more():
        number = next(numbers)
        Source.objects.create(code=f"s{number}", publisher=f"P {number}", title="T")

    return "/en/sources/", None, more


@asks(6)
def events():
    auditor = person(R.AUDITOR)
    return (
        "/en/events/?type=tests.list",
        auditor,
        lambda: audit.record("tests.list.grew", target=auditor, by=auditor),
    )


def delivery(to, channel=Channel.PORTAL, state=DeliveryState.SENT):
    return Delivery.objects.create(
        event=audit.record("tests.list.told", target=to),
        notice="plan_submitted",
        recipient=to,
        channel=channel,
        state=state,
        reason_en="Because.",
        reason_fr="Parce que.",
        made_at=clock.now(),
    )


@asks(7)
def notifications():
    someone = person(R.EDITOR)
    return "/en/notifications/", someone, lambda: delivery(someone)


@asks(6)
def mail():
    someone = person(R.EDITOR)

    def more():
        KeptMail.objects.create(
            message_id=f"{next(numbers)}@test.example",
            delivery=delivery(someone, Channel.MAIL),
            recipient=someone.email,
            subject="A letter",
            text="Words.",
            source=b"Words.",
            kept_at=clock.now(),
        )

    return "/en/mail/", someone, more


@asks(6)
def undelivered_mail():
    def more():
        delivery(person(R.FOCAL_POINT, member="fra"), Channel.MAIL, DeliveryState.DEAD)

    return "/en/mail/undelivered/", person(R.ADMINISTRATOR), more


@asks(3)
def search():
    return ("/en/search/?q=Senegal", "/en/search/?q=Customs"), None, nothing


# --- plans ----------------------------------------------------------------------------------------
def started_plan():
    year = 2030 + 3 * next(numbers)
    return plans.create(
        slug=f"plan-{year}",
        title_en="A plan",
        title_fr="Un plan",
        starts_on=dt.date(year, 7, 1),
        ends_on=dt.date(year + 3, 6, 30),
        by=person(R.EDITOR),
    )


def element():
    number = next(numbers)
    PlanElement.objects.create(
        plan=in_preparation(),
        kind="objective",
        number=f"N{number}",
        title_en=f"Element {number}",
        order=900 + number,
    )


@asks(6)
def all_plans():
    return "/en/plans/", person(R.EDITOR), started_plan


@asks(11)
def plan():
    return "/en/plans/2019-2022/", None, element


@asks(31)
def plan_editor():
    return "/en/plans/2019-2022/edit/", person(R.EDITOR), element


@asks(8)
def plan_history():
    address = "/en/plans/2019-2022/history/"
    return (f"{address}?as_of=2018-06-02", address), None, nothing


@asks(10)
def plan_revisions():
    editor, words = person(R.EDITOR), count(1)

    def more():
        number = next(words)
        drafts = {"en": Draft(f"Version {number}.", number - 1)}
        plans.write(in_preparation(), drafts=drafts, by=editor)

    return "/en/plans/2019-2022/revisions/", editor, more


@asks(6)
def plan_reviews():
    editor = person(R.EDITOR)

    def more():
        month = next(months)
        period = {"starts_on": dt.date(2017, month, 1), "ends_on": dt.date(2017, month, 28)}
        review = reviews.start(in_force(), **period, by=editor)
        for each in in_force().elements.steering():
            find(review, each, by=editor)
        reviews.close(review, summary_en="Well.", summary_fr="Bien.", by=editor)

    months = count(1)
    return "/en/plans/2016-2019/reviews/", editor, more


def find(review, each, *, by):
    words = {"finding_en": "It goes on.", "finding_fr": "Cela continue."}
    reviews.find(review, element=each, verdict=Verdict.KEEP, **words, by=by)


@asks(11)
def plan_review():
    editor = person(R.EDITOR)
    period = {"starts_on": dt.date(2017, 7, 1), "ends_on": dt.date(2018, 6, 30)}
    review = reviews.start(in_force(), **period, by=editor)
    waiting = iter(in_force().elements.steering())
    return review.get_absolute_url(), editor, lambda: find(review, next(waiting), by=editor)


@asks(27)
def links_to_choose_from():
    start = in_force().elements.steering().first()
    return f"/en/links/planelement/{start.public_id}/new/", person(R.EDITOR), element


# --- themes, indicators, research -----------------------------------------------------------------
def published_activity():
    made = activities.propose(
        AnnualTheme.objects.get(year=2019),
        member=Member.objects.get(code="sen"),
        kind=ActivityKind.SEMINAR,
        title={"en": f"Activity {next(numbers)}", "fr": "Activité"},
        happened_on=DAY,
        principles=[],
        with_partners=False,
        by=person(R.FOCAL_POINT, member="sen"),
    )
    activities.follow(made, arrow="publish", by=person(R.COMMUNICATIONS))


@asks(11)
def theme():
    return "/en/themes/2019/", None, published_activity


@asks(6)
def indicators():
    editor = person(R.EDITOR)
    return "/en/indicators/", None, lambda: measuring.indicator(editor)


@asks(13)
def indicator_with_figures():
    people = {"editor": person(R.EDITOR), "approver": person(R.APPROVER)}
    measured = measuring.indicator(people["editor"], periods=Frequency.HALF_YEARLY)
    periods = iter(measured.periods.order_by("starts_on"))

    def more():
        measuring.approved(next(periods), measuring.figure(60), **people)

    return measured.get_absolute_url(), None, more


@asks(3)
def research():
    def more():
        number = next(numbers)
        ResearchItem.objects.create(
            slug=f"study-{number}", title_en="A study", question_en="Why?", known_from=DAY
        )

    return "/en/research/", None, more


# --- consultations, workshops, challenges ---------------------------------------------------------
def consultation():
    return asking.consultation(f"asked-{next(numbers)}")


@asks(2)
def consultations():
    return "/en/consultations/", None, consultation


@asks(2)
def workshops():
    return "/en/workshops/", None, inviting.workshop


@asks(6)
def all_challenges():
    editor = person(R.EDITOR)
    held = inviting.workshop(by=editor)
    focal = person(R.FOCAL_POINT, member="sen")

    def more():
        challenges.raise_at(
            held,
            member=Member.objects.get(code="sen"),
            title={"en": f"A challenge {next(numbers)}", "fr": "Un défi"},
            text={"en": "Words.", "fr": "Des mots."},
            by=focal,
        )

    return "/en/challenges/", editor, more


# --- communications -------------------------------------------------------------------------------
def chapter():
    writer, number = person(R.EDITOR), 100 + next(numbers)
    made = chapters.create(
        Outline(f"chapter-{number}", number, Pair("A chapter", "Un chapitre"), Pair("W.", "P.")),
        by=writer,
    )
    for language in ("en", "fr"):
        chapters.write(made, language=language, markdown="A word.", base_version=0, by=writer)
    chapters.submit(made, by=writer)
    return chapters.publish(made, by=person(R.APPROVER))


@asks(4)
def handbook():
    return "/en/handbook/", None, chapter


@asks(6)
def practices():
    return "/en/practices/", None, lambda: making.practice(state="published")


def in_use():
    made = messages.consult(writer_message := making.message(), by=writer_message.author)
    return messages.adopt(made, by=person(R.APPROVER))


@asks(5)
def all_messages():
    return "/en/messages/", None, in_use


@asks(7)
def message():
    said, codes = in_use(), iter(["sen", "fra", "jpn"])

    def more():
        focal = person(R.FOCAL_POINT, member=next(codes))
        endorsements.give(said, position=Position.ENDORSE, text="", language="en", by=focal)

    return said.get_absolute_url(), None, more


@asks(4)
def audiences():
    return "/en/audiences/", None, in_use


@asks(6)
def forum():
    return "/en/forum/", person(R.FOCAL_POINT, member="jpn"), making.topic


@asks(8)
def topic():
    opened = making.topic()

    def more():
        topics.write(opened, body="A post.", language="en", by=person(R.FOCAL_POINT, member="jpn"))

    return opened.get_absolute_url(), person(R.MODERATOR), more


# --- conferences ----------------------------------------------------------------------------------
@asks(2)
def all_conferences():
    return "/en/conferences/", None, lambda: meeting.edition(only=("sen",))


@asks(3)
def programme():
    manager = person(R.MANAGER)
    held, hours = meeting.edition(only=("sen",), by=manager), count(9)

    def more():
        starts = dt.datetime(2019, 5, 14, next(hours), tzinfo=dt.UTC)
        conferences.add_session(
            held,
            kind="plenary",
            title_en="A session",
            title_fr="Une séance",
            starts_at=starts,
            ends_at=starts + dt.timedelta(minutes=50),
            by=manager,
        )

    return f"/en/conferences/{held.slug}/programme/", None, more


@asks(7)
def delegations():
    held, codes = meeting.edition(only=("sen",)), iter(["fra", "jpn", "can"])

    def more():
        member = Member.objects.get(code=next(codes))
        Delegation.objects.create(conference=held, member=member, quota=3)

    return f"/en/conferences/{held.slug}/delegations/", person(R.REGISTRAR), more


@asks(9)
def registrations():
    held, codes = meeting.edition(only=("sen", "fra", "jpn")), iter(["sen", "fra", "jpn"])
    address = f"/en/conferences/{held.slug}/registrations/"
    return address, person(R.REGISTRAR), lambda: meeting.nominate(held, next(codes))


@asks(7)
def delegation():
    held = meeting.edition(only=("sen",), quota=9)
    focal = person(R.FOCAL_POINT, member="sen")
    address = f"/en/conferences/{held.slug}/delegations/sen/"
    return address, focal, lambda: meeting.nominate(held, "sen", by=focal)


@asks(5)
def own_registrations():
    delegate = person(R.DELEGATE, member="sen")
    words = {"given_name": "Person", "family_name": delegate.name.split()[1]}

    def more():
        held = meeting.edition(only=("sen",))
        meeting.nominate(held, "sen", meeting.nominee(1, email=delegate.email, **words))

    return "/en/registrations/", delegate, more


@asks(6)
def receipt():
    held = meeting.edition(only=("sen",), quota=9)
    focal = person(R.FOCAL_POINT, member="sen")

    def of(people):
        nominees = [meeting.nominee() for _number in range(people)]
        receipt = nominations.nominate(meeting.delegation(held), people=nominees, by=focal)
        return receipt.get_absolute_url()

    return (of(1), of(3)), focal, nothing


# --- front page and desks -------------------------------------------------------------------------
@asks(24)
def front_page():
    def more():
        consultation()
        inviting.workshop()

    return "/en/", None, more


@asks(16)
def desk_of_communications():
    return "/en/work/", person(R.COMMUNICATIONS), lambda: making.practice(state="in_review")


@asks(15)
def desk_of_a_focal_point():
    def more():
        messages.consult(said := making.message(), by=said.author)

    return "/en/work/", person(R.FOCAL_POINT, member="sen"), more


@asks(11)
def desk_of_the_registrar():
    def more():
        meeting.nominate(meeting.edition(only=("sen",)), "sen")

    return "/en/work/", person(R.REGISTRAR), more


@asks(16)
def desk_of_an_administration():
    def more():
        consultation()
        meeting.edition(only=("sen",))

    return "/en/work/", person(R.FOCAL_POINT, member="sen"), more


@asks(14)
def desk_of_a_coordinator():
    return "/en/work/", person(R.COORDINATOR, region="wca"), consultation


@asks(14)
def desk_of_a_vice_chair():
    return "/en/work/", person(R.VICE_CHAIR, region="wca"), consultation


@asks(18)
def desk_of_an_editor():
    return "/en/work/", person(R.EDITOR), started_plan


@asks(16)
def desk_of_an_approver():
    def more():
        Plan.objects.filter(pk=started_plan().pk).update(state=PlanState.SUBMITTED)

    return "/en/work/", person(R.APPROVER), more


@asks(11)
def desk_of_the_moderator():
    return "/en/work/", person(R.MODERATOR), making.topic


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries), (len(ROW.findall(response.content)), len(response.content))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_asks_as_often_for_one_row_as_for_many(name):
    queries, prepare = LISTS[name]
    address, who, more = prepare()
    first, last = address if isinstance(address, tuple) else (address, address)
    client = Client()
    if who is not None:
        client.force_login(who)

    more()
    one, short = asked(client, first)
    more()
    more()
    many, long = asked(client, last)

    assert (one, many) == (queries, queries)
    assert long > short
