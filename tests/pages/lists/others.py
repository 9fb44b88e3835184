"""Lists of communications and conferences."""

import datetime as dt
from itertools import count

from communications.enums import Position
from communications.rules import Pair
from communications.services import chapters, endorsements, messages, topics
from communications.services.chapters import Outline
from conferences.models import Delegation
from conferences.services import conferences, nominations
from tests.factories import communications as making
from tests.factories import conferences as meeting
from tests.factories.people import person
from tests.pages.lists import asks, nothing, numbers
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member


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
