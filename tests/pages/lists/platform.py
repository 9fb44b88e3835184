"""Lists of Members, regions, sources, events, mails, search; the front page and the desks."""

from communications.services import messages
from strategy.enums.plans import PlanState
from strategy.models import Plan
from tests.factories import communications as making
from tests.factories import conferences as meeting
from tests.factories import workshops as inviting
from tests.factories.people import person
from tests.pages.lists import asks, nothing, numbers
from tests.pages.lists.strategy import consultation, published_activity, started_plan
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.models import Source
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery, KeptMail


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


@asks(8)
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


@asks(18)
def desk_of_a_focal_point():
    def more():
        messages.consult(said := making.message(), by=said.author)

    return "/en/work/", person(R.FOCAL_POINT, member="sen"), more


@asks(11)
def desk_of_the_registrar():
    def more():
        meeting.nominate(meeting.edition(only=("sen",)), "sen")

    return "/en/work/", person(R.REGISTRAR), more


@asks(19)
def desk_of_an_administration():
    def more():
        consultation()
        meeting.edition(only=("sen",))

    return "/en/work/", person(R.FOCAL_POINT, member="sen"), more


@asks(15)
def desk_of_a_coordinator():
    return "/en/work/", person(R.COORDINATOR, region="wca"), consultation


@asks(15)
def desk_of_a_vice_chair():
    return "/en/work/", person(R.VICE_CHAIR, region="wca"), consultation


@asks(21)
def desk_of_an_editor():
    return "/en/work/", person(R.EDITOR), started_plan


@asks(18)
def desk_of_an_approver():
    def more():
        Plan.objects.filter(pk=started_plan().pk).update(state=PlanState.SUBMITTED)

    return "/en/work/", person(R.APPROVER), more


@asks(11)
def desk_of_the_moderator():
    return "/en/work/", person(R.MODERATOR), making.topic
