import pytest

from communications.enums import PublicationState as S
from communications.models import Practice
from communications.rules import Account, Pair
from communications.services import practices, topics
from tests.factories import communications as make
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.models import Link

pytestmark = pytest.mark.django_db


def test_a_practice_belongs_to_the_member_of_its_writer():
    made = make.practice()

    assert (made.member.code, made.state, made.principles) == ("jpn", S.DRAFT, "ST")
    assert made.slug == "a-stand-at-the-market"


def test_the_same_title_gets_another_address():
    make.practice()

    assert make.practice().slug != "a-stand-at-the-market"


def test_a_practice_is_sent_and_published_by_somebody_else():
    reviewer = person(R.COMMUNICATIONS)

    made = make.practice(state="published", reviewer=reviewer)

    assert (made.state, made.reviewed_by) == (S.PUBLISHED, reviewer)
    assert list(
        Event.objects.filter(target=made.public_id).order_by("pk").values_list("type", flat=True)
    ) == [
        "communications.practice.created",
        "communications.practice.submitted",
        "communications.practice.published",
    ]


def test_whoever_wrote_does_not_publish():
    writer = person(R.COMMUNICATIONS)
    made = make.practice(by=writer, state="in_review")

    with pytest.raises(Denied, match="You wrote this practice"):
        practices.publish(made, by=writer)


def test_another_member_does_not_change_it():
    made = make.practice()

    with pytest.raises(Denied, match="Only the administration"):
        practices.submit(made, by=person(R.FOCAL_POINT, member="can"))


def test_what_was_sent_is_not_changed():
    writer = person(R.FOCAL_POINT, member="jpn")
    made = make.practice(by=writer, state="in_review")

    with pytest.raises(Denied, match="has been sent"):
        edit(made, by=writer)


def edit(made, *, by, version=None):
    return practices.edit(
        made,
        Account("Un stand au marché", "Personne ne déclarait.", "Nous y sommes allés."),
        language="fr",
        principles=["M"],
        audiences=[],
        channels=[],
        version=version or made.version,
        by=by,
    )


def test_the_other_language_is_added_and_the_first_stays():
    writer = person(R.FOCAL_POINT, member="jpn")

    made = edit(make.practice(by=writer), by=writer)

    assert (made.title_en, made.title_fr) == ("A stand at the market", "Un stand au marché")
    assert made.principles == "M"


def test_who_saves_second_is_told():
    writer = person(R.FOCAL_POINT, member="jpn")
    made = make.practice(by=writer)
    edit(made, by=writer)

    with pytest.raises(ChangedMeanwhile):
        edit(made, by=writer, version=1)


def test_an_empty_account_is_not_sent():
    writer = person(R.FOCAL_POINT, member="jpn")
    made = make.practice(by=writer, account=Account("Only a title"))

    with pytest.raises(DomainError, match="Say what the situation was"):
        practices.submit(made, by=writer)


def test_a_return_needs_its_reason_and_opens_the_practice_again():
    writer, reviewer = person(R.FOCAL_POINT, member="jpn"), person(R.COMMUNICATIONS)
    made = make.practice(by=writer, state="in_review")

    with pytest.raises(DomainError, match="Give the reason"):
        practices.request_changes(made, note=" ", by=reviewer)
    returned = practices.request_changes(made, note="How many?", by=reviewer)

    assert (returned.state, returned.review_note) == (S.CHANGES_REQUESTED, "How many?")
    assert edit(returned, by=writer).title_fr == "Un stand au marché"


def test_a_withdrawn_practice_leaves_the_public_list():
    made = make.practice(state="published")

    practices.withdraw(made, note="It is no longer so.", by=person(R.COMMUNICATIONS))

    assert not Practice.objects.published().filter(pk=made.pk).exists()


def test_the_conclusion_of_a_topic_becomes_a_practice_that_hangs_on_it():
    moderator = person(R.MODERATOR)
    topic = topics.close(make.topic(), conclusion=Pair("Keep it short."), by=moderator)

    made = practices.create_from_topic(topic, by=moderator)

    link = Link.objects.get()
    assert (made.member.code, made.lessons_en) == ("can", "Keep it short.")
    assert (link.origin.public_id, link.target.public_id) == (made.public_id, topic.public_id)
    assert link.relation == "arises_from"


def test_a_conclusion_becomes_one_practice_and_not_two():
    moderator = person(R.MODERATOR)
    topic = topics.close(make.topic(), conclusion=Pair("It works."), by=moderator)
    practices.create_from_topic(topic, by=moderator)

    with pytest.raises(Denied, match="already made"):
        practices.create_from_topic(topic, by=person(R.COMMUNICATIONS))


def test_an_open_topic_has_no_conclusion_to_turn():
    with pytest.raises(DomainError, match="Close the topic"):
        practices.create_from_topic(make.topic(), by=person(R.MODERATOR))


def test_drafts_are_seen_by_their_member_and_nobody_else():
    writer = person(R.FOCAL_POINT, member="jpn")
    made = make.practice(by=writer)
    sent = make.practice(by=writer, state="in_review")
    officer, stranger = person(R.COMMUNICATIONS), person(R.FOCAL_POINT, member="can")

    def seen_by(actor):
        return set(
            Practice.objects.visible_to(actor)
            .filter(pk__in=[made.pk, sent.pk])
            .values_list("pk", flat=True)
        )

    assert seen_by(writer) == {made.pk, sent.pk}
    assert seen_by(officer) == {sent.pk}
    assert seen_by(stranger) == set()
