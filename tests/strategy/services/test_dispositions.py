"""What Members said is answered: in private first, then all at once, then corrected in view."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy import selectors
from strategy.enums.dispositions import Answer
from strategy.models import Disposition, DispositionCorrection, PlanInput
from strategy.services import contributions, decisions, dispositions
from tests.factories.contributions import as_input, consulted, proposal
from tests.factories.dispositions import (
    REASON,
    asked,
    challenge,
    comment,
    conclusion,
    drafted,
    given,
    held,
    plan,
    published,
    sent_again,
)
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links import selectors as links
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import documents

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def swept():
    mail.outbox.clear()
    outbox.sweep()
    return [to for letter in mail.outbox for to in letter.to]


# --- what is an input -------------------------------------------------------------------------
def test_comments_as_sent_conclusions_and_challenges_are_the_inputs_of_their_plan():
    one, two, three = comment(), conclusion(), challenge()
    with pytest.raises(PlanInput.DoesNotExist):
        comment("fra", words="  \n ")
    conclusion(at=held("eur"))

    found = PlanInput.objects.filter(plan=plan())

    assert {each.kind for each in found} == {"comment", "conclusion", "challenge"}
    assert {one.public_id, two.public_id, three.public_id} < {each.public_id for each in found}
    assert found.filter(region__code="eur").count() == 1
    assert (one.member.code, two.member, three.member.code) == ("sen", None, "sen")


def test_who_sends_another_comment_is_to_be_answered_again():
    focal = person(R.FOCAL_POINT, member="sen")
    first = comment(by=focal)
    published(first)

    second = sent_again(first, "Parcels last.", by=focal)

    assert second.disposition is None
    assert PlanInput.objects.unanswered().get() == second
    assert not PlanInput.objects.filter(public_id=first.public_id).exists()


# --- constraints ------------------------------------------------------------------------------
def refused(name, **columns):
    editor, one = person(R.EDITOR), comment()
    made = {"plan": plan(), "revision": one.revision, "answer": "accepted", "drafted_by": editor}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Disposition.objects.create(**made | columns)


def test_an_answer_belongs_to_exactly_one_input():
    refused("strategy_disposition_of_one_input", revision=None)
    refused("strategy_disposition_of_one_input", challenge=challenge().challenge)


@pytest.mark.parametrize("make", [comment, conclusion, challenge])
def test_an_input_has_one_answer(make):
    found = make()
    made = drafted(found)

    name = found.kind if found.kind != "comment" else "revision"
    with pytest.raises(IntegrityError, match=f"one_per_{name}"), transaction.atomic():
        Disposition.objects.create(
            plan=plan(),
            revision=found.revision,
            conclusion=found.conclusion,
            challenge=found.challenge,
            answer="rejected",
            drafted_by=made.drafted_by,
        )


def test_what_is_published_has_its_publisher_and_its_reason_in_both_languages():
    refused("published_by_somebody", state="published", reason_en="a", reason_fr="b")
    refused("published_by_somebody", published_by=person(R.EDITOR))
    made = drafted(comment())
    with pytest.raises(IntegrityError, match="published_in_both"), transaction.atomic():
        Disposition.objects.filter(pk=made.pk).update(
            state="published",
            published_by=made.drafted_by,
            published_at=made.created_at,
            reason_fr="",
        )


def test_a_correction_says_why_and_is_never_changed():
    editor = person(R.EDITOR)
    made = published(comment(), by=editor)
    with pytest.raises(ValidationError, match="Say why"):
        dispositions.correct(made, given=given(Answer.PARTLY), why={"en": " "}, by=editor)
    kept = {"disposition": made, "answer": "partly", "by": editor, "at": made.published_at}
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        DispositionCorrection.objects.create(number=1, **kept)
    DispositionCorrection.objects.create(number=1, why_en="So.", **kept)
    with pytest.raises(IntegrityError, match="number_once"), transaction.atomic():
        DispositionCorrection.objects.create(number=1, why_en="So.", **kept)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        DispositionCorrection.objects.update(why_en="Otherwise.")


# --- drafts are private -----------------------------------------------------------------------
def test_a_draft_is_the_editors_own():
    found = challenge()
    swept()
    made = drafted(found, by=person(R.EDITOR), reason={"en": "Secret.", "fr": ""})

    def sees(actor):
        return selectors.dispositions.visible(actor).filter(pk=made.pk).exists()

    assert sees(person(R.EDITOR))
    for role in (R.APPROVER, R.AUDITOR, R.ADMINISTRATOR, R.COMMUNICATIONS):
        assert not sees(person(role))
    assert not sees(person(R.FOCAL_POINT, member="sen"))
    assert not sees(ANYBODY)
    assert selectors.dispositions.to(made.challenge) is None
    everything = selectors.dispositions.Wanted()
    assert selectors.dispositions.answered(plan(), everything, actor=made.drafted_by) == []
    assert links.threads.of(made.challenge.public_id, actor=made.drafted_by).leads_to == []
    assert "Secret" not in str(list(Event.objects.values_list("data", flat=True)))
    assert swept() == []


def test_only_editors_answer_and_no_plan_that_is_over():
    found = comment()
    with pytest.raises(Denied, match="editor"):
        drafted(found, by=person(R.APPROVER))
    draft("superseded")
    with pytest.raises(Denied, match="is over"):
        drafted(found)


def test_a_draft_is_changed_by_who_saw_the_newest():
    editor, found = person(R.EDITOR), comment()
    dispositions.answer(plan(), said=found, given=given(), version=0, by=editor)

    with pytest.raises(ChangedMeanwhile):
        dispositions.answer(plan(), said=found, given=given(), version=0, by=editor)
    again = dispositions.answer(
        plan(), said=found, given=given(Answer.REJECTED), version=1, by=editor
    )

    assert (again.answer, again.version, Disposition.objects.count()) == ("rejected", 2, 1)


def test_an_answer_leads_only_into_its_own_plan():
    other = plan().elements.model.objects.filter(plan__slug="2016-2019").first()
    with pytest.raises(DomainError) as no:
        drafted(comment(), element=other)
    assert no.value.code == "element_unknown"
    with pytest.raises(DomainError) as no:
        drafted(comment("fra"), block="0000000000")
    assert no.value.code == "block_unknown"


def test_many_get_the_same_answer_at_once():
    editor, inputs = person(R.EDITOR), [comment(), comment("fra"), conclusion()]
    drafted(inputs[0], answer=Answer.REJECTED)
    keys = [each.public_id for each in inputs]

    made = dispositions.answer_many(plan(), keys=keys, given=given(), by=editor)

    assert [each.answer for each in made] == ["accepted"] * 3
    with pytest.raises(DomainError) as no:
        dispositions.answer_many(plan(), keys=[*keys, "0000000000"], given=given(), by=editor)
    assert no.value.code == "input_unknown"
    dispositions.publish(plan(), by=editor)
    with pytest.raises(DomainError) as no:
        dispositions.answer_many(plan(), keys=keys, given=given(), by=editor)
    assert no.value.code == "is_published"


# --- published at once ------------------------------------------------------------------------
def test_all_are_published_at_once_and_who_said_several_is_told_once():
    editor, focal = person(R.EDITOR), person(R.FOCAL_POINT, member="sen", language="fr")
    coordinator = person(R.COORDINATOR, region="wca")
    other = person(R.FOCAL_POINT, member="fra")
    for found in (comment(by=focal), challenge(by=focal), conclusion()):
        drafted(found, by=editor)
    swept()

    made = dispositions.publish(plan(), by=editor)

    assert {each.state for each in Disposition.objects.all()} == {"published"}
    assert Event.objects.filter(type="strategy.disposition.published").count() == len(made) == 3
    told = swept()
    assert sorted(told) == sorted({focal.email, coordinator.email})
    assert other.email not in told
    letter = next(each for each in mail.outbox if each.to == [focal.email])
    assert letter.body.count("C’est désormais dans le plan.") == 2
    assert "/answers/?mine=on" in letter.body
    with pytest.raises(DomainError) as no:
        dispositions.publish(plan(), by=editor)
    assert no.value.code == "nothing_drafted"


def test_a_draft_on_words_that_were_said_anew_or_taken_back_is_not_published():
    focal = person(R.FOCAL_POINT, member="sen")
    first = comment(by=focal)
    drafted(first)
    second = sent_again(first, "Parcels last.", by=focal)
    element = consulted()
    spoken = proposal(element, by=focal)
    drafted(as_input(spoken))
    contributions.withdraw(spoken, reason="A mistake.", by=focal)

    with pytest.raises(DomainError) as refused:
        dispositions.publish(plan(), by=person(R.EDITOR))

    assert refused.value.code == "nothing_drafted"
    assert list(selectors.dispositions.drafts(plan())) == []
    drafted(second)
    assert len(dispositions.publish(plan(), by=person(R.EDITOR))) == 1


def test_an_answer_without_a_language_stops_all_of_them():
    drafted(comment())
    drafted(comment("fra"), reason={"en": "Only English."})

    with pytest.raises(DomainError, match="1 drafted answer lacks its reason") as no:
        dispositions.publish(plan(), by=person(R.EDITOR))

    assert no.value.code == "reason_missing"
    assert not Disposition.objects.published().exists()


def test_the_thread_leads_from_the_input_to_the_sentence_and_back():
    text = draft()
    element = text.elements.get(number="SO1")
    places = [
        place for _element, lines in selectors.dispositions.places(text) for place, _w in lines
    ]
    whole, sentence = [each for each in places if each.startswith(element.public_id)]
    block = sentence.partition(":")[2]
    assert whole == f"{element.public_id}:"
    found = conclusion()

    published(found, element=element, block=block)

    editor = person(R.EDITOR)
    (knot,) = links.threads.leads_to(found.public_id, actor=editor)
    assert "Words of SO1." in knot.card.title
    (back,) = links.threads.comes_from(block, actor=editor)
    assert back.card.public_id == found.public_id
    shown = selectors.plans.reading(text, actor=editor)
    behind = selectors.behind.of_element(element, text=shown)
    assert [(each.block, each.count) for each in behind] == [("", 1), (block, 1)]


def test_a_sentence_of_the_introduction_leads_back_in_one_click(client):
    text = draft()
    written = reading.in_language(text.text, "en")
    documents.save_markdown(
        written, markdown_text="Trade is fair.", base_version=written.version, by=None, section=""
    )
    found, other = conclusion(), comment(words="Not asked for.")
    drafted(other)
    places = dict(selectors.dispositions.places(text))["Introduction"]
    block = places[0][0].partition(":")[2]
    published(found, block=block)

    page = text.get_absolute_url()
    client.force_login(person(R.EDITOR))
    shown = client.get(page).content.decode()
    there = client.get(f"{page}answers/?block={block}").content.decode()

    assert f'href="{page}answers/?block={block}"' in shown
    assert "1 input with its answer" in shown
    assert "Release times are measured." in there
    assert "Not asked for." not in there


# --- corrected in view ------------------------------------------------------------------------
def test_a_correction_is_told_and_shows_what_was_said_before():
    editor, focal = person(R.EDITOR), person(R.FOCAL_POINT, member="sen")
    found = challenge(by=focal)
    elements = plan().elements.steering()
    made = published(found, by=editor, element=elements[0])
    swept()

    why = {"en": "We had misread it.", "fr": ""}
    otherwise = given(Answer.PARTLY, element=elements[1])
    dispositions.correct(made, given=otherwise, why=why, by=editor)

    made.refresh_from_db()
    kept = made.corrections.get()
    assert (made.answer, kept.answer, kept.reason_fr) == ("partly", "accepted", REASON["fr"])
    assert swept() == [focal.email]
    (knot,) = links.threads.leads_to(found.public_id, actor=editor)
    assert knot.card.public_id == elements[1].public_id
    with pytest.raises(DomainError) as no:
        dispositions.correct(made, given=otherwise, why=why, by=editor)
    assert no.value.code == "nothing_changed"


# --- the guard --------------------------------------------------------------------------------
def test_a_plan_is_not_submitted_while_something_has_no_published_answer():
    text, editor = draft(), person(R.EDITOR)
    found = [comment(), conclusion()]
    council = GoverningMeeting.objects.get(code="council-2019-06")

    def no():
        with pytest.raises(DomainError) as refusal:
            decisions.submit(text, meeting=council, by=editor)
        assert refusal.value.code == "inputs_unanswered"
        return str(refusal.value.message)

    assert no().startswith("2 inputs of Members or workshops have no published answer")
    published(found[0])
    assert no().startswith("1 input of Members or workshops has no published answer")
    drafted(found[1])
    assert no().startswith("1 input")
    dispositions.publish(text, by=editor)

    assert decisions.submit(text, meeting=council, by=editor)


# --- who reads what ---------------------------------------------------------------------------
def test_a_comments_words_and_member_are_for_those_they_were_promised_to():
    focal = person(R.FOCAL_POINT, member="sen")
    for found in (comment(by=focal), comment("cmr")):
        drafted(found)
    dispositions.publish(plan(), by=person(R.EDITOR))

    def read(actor):
        found = selectors.dispositions.answered(
            plan(), selectors.dispositions.Wanted(), actor=actor
        )
        return {(each.who, str(each.words) if each.words else None) for each in found}

    hidden = ("A Member of West and Central Africa", None)
    assert read(ANYBODY) == {hidden}
    assert read(person(R.FOCAL_POINT, member="fra")) == {hidden}
    assert read(person(R.VICE_CHAIR, region="wca")) == {hidden}
    assert read(focal) == {hidden, ("Senegal", "Parcels first.")}
    both = {("Senegal", "Parcels first."), ("Cameroon", "Parcels first.")}
    assert read(person(R.COORDINATOR, region="wca")) == both
    assert read(person(R.APPROVER)) == both


def test_a_challenge_that_nobody_took_up_stays_hidden_with_its_answer_shown():
    published(challenge())

    (shown,) = selectors.dispositions.answered(
        plan(), selectors.dispositions.Wanted(), actor=ANYBODY
    )

    assert (shown.words, shown.who) == (None, "A Member of West and Central Africa")
    assert "challenges/" not in shown.address


def test_comments_that_got_the_same_answer_stand_together():
    made = asked()
    for member in ("sen", "cmr", "fra"):
        comment(member, of=made)
    keys = [each.public_id for each in PlanInput.objects.all()]
    dispositions.answer_many(plan(), keys=keys, given=given(), by=person(R.EDITOR))
    dispositions.publish(plan(), by=person(R.EDITOR))

    (shown,) = selectors.dispositions.answered(
        plan(), selectors.dispositions.Wanted(), actor=ANYBODY
    )

    assert shown.who == "1 Member of Europe, 2 Members of West and Central Africa"
