import pytest

from communications.rules import Pair
from communications.services import endorsements, messages, practices, topics
from tests.factories import communications as make
from tests.factories import person
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def told(notice):
    """Deliver what is due, and say who was told."""
    outbox.sweep()
    return {
        row.recipient for row in Delivery.objects.select_related("recipient").filter(notice=notice)
    }


def test_a_practice_that_is_sent_reaches_the_communications_officers():
    officer = person(R.COMMUNICATIONS)
    person(R.EDITOR)

    make.practice(state="in_review")

    assert told("practice_submitted") == {officer}


def test_a_published_practice_reaches_its_author_and_the_members_other_focal_point():
    writer, colleague = (person(R.FOCAL_POINT, member="jpn") for _number in range(2))

    make.practice(by=writer, state="published")

    assert told("practice_published") == {writer, colleague}


def test_a_message_put_to_the_members_reaches_their_focal_points_and_nobody_else():
    asked = {person(R.FOCAL_POINT, member=code) for code in ("fra", "sen")}
    person(R.DELEGATE, member="fra")
    writer = person(R.COMMUNICATIONS)

    messages.consult(make.message(by=writer), by=writer)

    assert told("message_consulted") == asked


def test_an_endorsement_reaches_the_writer():
    writer = person(R.COMMUNICATIONS)
    made = messages.consult(make.message(by=writer), by=writer)

    endorsements.give(made, position="endorse", by=person(R.FOCAL_POINT, member="fra"))

    assert told("message_endorsed") == {writer}


def test_a_conclusion_reaches_everybody_who_took_part_but_not_who_closed():
    first, second = person(R.FOCAL_POINT, member="can"), person(R.FOCAL_POINT, member="sen")
    moderator = person(R.MODERATOR)
    topic = make.topic(by=first)
    topics.write(topic, body="Chez nous aussi.", language="fr", by=second)
    topics.write(topic, body="I close soon.", language="en", by=moderator)

    topics.close(topic, conclusion=Pair("It works."), by=moderator)

    assert told("topic_closed") == {first, second}


def test_every_letter_can_be_written_in_both_languages():
    writer, officer = person(R.FOCAL_POINT, member="jpn", language="fr"), person(R.COMMUNICATIONS)
    made = make.practice(by=writer, state="in_review")
    practices.request_changes(made, note="Combien ?", by=officer)

    assert told("practice_returned") == {writer}


def test_acts_of_a_member_end_in_a_receipt_by_mail():
    focal, officer = person(R.FOCAL_POINT, member="fra", language="fr"), person(R.COMMUNICATIONS)
    made = messages.consult(make.message(by=officer), by=officer)

    make.practice(by=focal, state="in_review")
    endorsements.give(made, position="endorse", by=focal)

    assert told("practice_received") == {focal}
    assert told("position_received") == {focal}
