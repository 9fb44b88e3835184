"""What Members say of clauses: who may, what is kept, what it becomes, who reads what of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from strategy import selectors
from strategy.enums.contributions import ClausePart, Consent, Stance
from strategy.enums.dispositions import Answer
from strategy.models import Contribution, ContributionRevision, Plan, PlanInput
from strategy.rules.redactions import redacted
from strategy.services import contributions, decisions, dispositions, redactions, stands, wordings
from strategy.services.contributions import Place, Said
from strategy.services.plans import Draft, write
from tests.factories.contributions import as_input, comment, consulted, focal, proposal
from tests.factories.dispositions import given, published
from tests.factories.people import person
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member
from wco_portal.publishing.selectors import documents

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
TITLE = Place(ClausePart.TITLE)


def member(code):
    return Member.objects.get(code=code)


def drafted(element, language="en"):
    document = documents.in_language(Plan.objects.get(pk=element.plan_id).text, language)
    return documents.as_markdown(document, section=element.public_id).strip()


def test_a_member_comments_only_while_the_plan_is_in_consultation():
    element = consulted()
    made = comment(element, quote="Words  of\nSO1")
    assert (made.frozen.number, made.state, made.current.quote) == (1, "said", "Words of SO1")
    assert as_input(made).kind == "clause"

    with pytest.raises(ValidationError, match="does not have these words"):
        comment(element, quote="Words of SO2")
    with pytest.raises(Denied, match="another administration"):
        comment(element, code="fra", by=focal("sen"))
    with pytest.raises(Denied):
        comment(element, by=person(R.DELEGATE, member="sen"))
    decisions.resume(element.plan, by=person(R.EDITOR))
    with pytest.raises(Denied, match="while it is in consultation"):
        comment(element)


def test_what_is_said_anew_is_kept_and_answered_anew():
    element, by = consulted(), focal()
    made = comment(element, by=by)
    first = published(as_input(made))

    again = contributions.revise(made, said=Said("Parcels last."), version=made.version, by=by)

    assert [each.words for each in again.revisions.order_by("number")] == [
        "Parcels first.",
        "Parcels last.",
    ]
    assert PlanInput.objects.unanswered().get().public_id == again.current.public_id
    assert first.clause.words == "Parcels first."
    with pytest.raises(ChangedMeanwhile):
        contributions.revise(made, said=Said("Late."), version=1, by=by)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE strategy_contributionrevision SET words = 'x'")


def test_what_is_withdrawn_is_not_answered_and_what_is_answered_stays():
    element, by = consulted(), focal()
    gone, stays = comment(element, by=by), comment(element, by=by)
    published(as_input(stays))

    contributions.withdraw(gone, reason="Misread.", by=by)

    assert not PlanInput.objects.unanswered().exists()
    seen = selectors.contributions.thread(Contribution.objects.get(pk=gone.pk), NOBODY)
    assert (seen.words, seen.is_gone) == ("", True)
    with pytest.raises(DomainError, match="published answer"):
        contributions.withdraw(stays, reason="Misread.", by=by)
    with pytest.raises(Denied):
        contributions.withdraw(stays, reason="Theirs.", by=focal("fra"))


def test_threads_have_one_level_and_members_and_the_secretariat_answer():
    element = consulted()
    made = comment(element)
    ours = contributions.answer(made, said=Said("Why?"), by=person(R.EDITOR))
    theirs = contributions.answer(
        made, said=Said("So do we.", consent=Consent.NONE), member=member("fra"), by=focal("fra")
    )

    def read(actor):
        return [each.who for each in selectors.contributions.thread(made, actor).answers]

    assert read(NOBODY) == ["The Secretariat"]
    assert read(focal("jpn")) == ["The Secretariat"]
    assert read(focal("fra")) == ["The Secretariat", "France"]
    with pytest.raises(DomainError, match="began the thread"):
        contributions.answer(ours, said=Said("Because."), by=person(R.EDITOR))
    with pytest.raises(Denied):
        contributions.answer(made, said=Said("No."), member=member("sen"), by=theirs.current.by)


@pytest.mark.parametrize(
    ("consent", "public"),
    [
        (Consent.NAMED, ["Senegal"]),
        (Consent.REGION, ["A Member of West and Central Africa"]),
        (Consent.NONE, []),
    ],
)
def test_each_reads_what_the_member_allows(consent, public):
    element = consulted()
    made = comment(element, consent=consent)

    def read(actor):
        found = selectors.contributions.on(element, actor)
        return [each.who for each in selectors.contributions.listed(found, actor)]

    assert read(NOBODY) == read(focal("fra")) == read(person(R.MODERATOR)) == public
    assert read(person(R.COORDINATOR, region="eur")) == public
    for actor in (made.current.by, person(R.EDITOR), person(R.COORDINATOR, region="wca")):
        assert read(actor) == ["Senegal"]
    assert selectors.contributions.count(element, NOBODY) == len(public)


def test_a_draft_is_its_members_alone_and_says_something_else():
    element, by = consulted(), focal()
    words = {"en": "Words of SO1.", "fr": ""}
    with pytest.raises(ValidationError, match="Change the wording"):
        proposal(element, words, by=by)
    made = contributions.say(
        element,
        member=member("sen"),
        kind="proposal",
        said=Said("Because.", wording={"en": "New."}, consent=Consent.NAMED),
        by=by,
    )

    assert not PlanInput.objects.exists()
    for actor in (NOBODY, person(R.EDITOR), focal("fra")):
        assert made not in selectors.contributions.everything(actor)
    assert made in selectors.contributions.everything(by)
    contributions.propose(made, by=by)
    assert PlanInput.objects.get().kind == "proposal"


def test_other_members_stand_once_each_and_by_the_wording_they_read():
    element, by, french = consulted(), focal(), focal("fra")
    made = proposal(element, by=by)
    stands.stand(made, member=member("fra"), stance=Stance.OPPOSE, by=french)
    stands.stand(made, member=member("fra"), stance=Stance.SUPPORT, reason="Good.", by=french)
    stands.stand(made, member=member("jpn"), stance=Stance.OPPOSE, by=focal("jpn"))

    found = selectors.contributions.standing(made, NOBODY)
    assert (found.support, found.oppose, found.earlier, found.each) == (1, 1, 0, [])
    assert {each.region.code for each in found.regions} == {"eur", "ap"}
    assert len(selectors.contributions.standing(made, by).each) == 2
    with pytest.raises(Denied, match="Other Members"):
        stands.stand(made, member=member("sen"), stance=Stance.SUPPORT, by=by)
    with pytest.raises(DomainError):
        stands.stand(made, member=member("jpn"), stance=Stance.SUPPORT, by=french)
    said = Said("Because.", wording={"en": "Yet other words."}, consent=Consent.NAMED)
    again = contributions.revise(made, said=said, by=by)
    found = selectors.contributions.standing(again, NOBODY)
    assert (found.support, found.oppose, found.earlier) == (0, 0, 2)


def test_the_published_answer_decides_a_proposal_and_its_correction_too():
    element = consulted()
    made = proposal(element)
    answered = published(as_input(made), answer=Answer.REJECTED)
    assert Contribution.objects.get(pk=made.pk).state == "rejected"

    dispositions.correct(
        answered, given=given(Answer.PARTLY), why={"en": "Misread."}, by=person(R.EDITOR)
    )

    assert Contribution.objects.get(pk=made.pk).state == "partly"
    with pytest.raises(DomainError, match="not changed"):
        contributions.revise(made, said=Said("x", wording={"en": "y"}), by=made.current.by)


def test_wording_is_joined_to_what_others_wrote_and_credited():
    element, editor = consulted(), person(R.EDITOR)
    made = proposal(element, {"en": "Better words of SO1.\n\nMore.", "fr": "Texte.\n\nPlus."})
    base = documents.in_language(element.plan.text, "en").version
    drafts = {"en": Draft("Words of SO1, now.", base)}
    write(element.plan, drafts=drafts, section=element.public_id, by=editor)

    laid = wordings.lay(made, by=editor)

    assert drafted(element) == "Better words of SO1, now.\n\nMore."
    assert drafted(element, "fr") == "Texte.\n\nPlus."
    assert documents.structure_gaps(Plan.objects.get(pk=element.plan_id).text) == []
    reason = documents.in_language(element.plan.text, "en").revisions.latest("version").reason
    assert reason == f"Proposal {made.public_id} of Senegal"
    answer = as_input(laid).disposition
    assert (answer.answer, answer.element, answer.is_published) == ("accepted", element, False)
    assert answer.block in {
        key for key, _s, _w in documents.blocks(documents.in_language(element.plan.text, "en").body)
    }
    with pytest.raises(DomainError, match="already"):
        wordings.lay(made, by=editor)


def test_a_clash_is_shown_and_nothing_is_overwritten():
    element, editor = consulted(), person(R.EDITOR)
    made = proposal(element, {"en": "Fine words of SO1.", "fr": "Autre."})
    base = documents.in_language(element.plan.text, "en").version
    drafts = {"en": Draft("Plain words of SO1.", base)}
    write(element.plan, drafts=drafts, section=element.public_id, by=editor)

    with pytest.raises(ChangedMeanwhile):
        wordings.lay(made, by=editor)

    assert drafted(element) == "Plain words of SO1."
    assert drafted(element, "fr") == "Texte de SO1."
    assert selectors.contributions.joined(made)["en"].clashes


def test_the_public_does_not_read_a_passage_that_was_removed():
    element, moderator = consulted(), person(R.MODERATOR)
    made = proposal(element, {"en": "Ask Jane Doe [here](https://example.org)."})
    contributions.revise(
        made,
        said=Said("Jane Doe knows.", wording={"en": "Ask Jane Doe."}, consent=Consent.NAMED),
        by=made.current.by,
    )
    reason = {"en": "A person’s name.", "fr": "Le nom d’une personne."}
    redactions.redact(made, passage="Jane Doe", reason=reason, by=moderator)

    found = selectors.contributions.by_public_id(made.public_id, NOBODY)
    seen = selectors.contributions.thread(found, NOBODY)
    assert seen.words == "[passage removed: A person’s name.] knows."
    assert dict(selectors.contributions.wordings(found, is_full=False)) == {
        "en": "Ask [passage removed: A person’s name.]."
    }
    assert selectors.contributions.differences(found, is_full=False)
    assert selectors.contributions.thread(found, person(R.EDITOR)).words == "Jane Doe knows."
    assert "Jane" not in str(Event.objects.filter(type__endswith="redacted").get().data)
    assert str(selectors.inputs.readable(NOBODY, as_input(found))) == seen.words
    with pytest.raises(DomainError, match="do not stand"):
        redactions.redact(made, passage="John Doe", reason=reason, by=moderator)
    with pytest.raises(Denied):
        redactions.redact(made, passage="knows", reason=reason, by=person(R.EDITOR))
    private = comment(element, consent=Consent.NONE)
    with pytest.raises(DomainError, match="Only what a Member published"):
        redactions.redact(private, passage="Parcels", reason=reason, by=moderator)


def test_overlapping_passages_go_together():
    cuts = [("bcd", "[1]"), ("de", "[2]"), ("x", "[3]")]

    assert redacted("abcdef abcd x", cuts) == "a[1]f a[1] [3]"


def test_a_plan_is_not_submitted_while_a_proposal_has_no_answer():
    element = consulted()
    made = proposal(element)
    assert element.plan.inputs.unanswered().count() == 1
    assert ContributionRevision.objects.filter(contribution=made).count() == 1
    assert "comments and proposals of Members" in selectors.structure.held_by(element)


def as_frozen(plan):
    return selectors.clauses.consulted(plan)


def introduced():
    """Return the plan in consultation with an introduction of two passages."""
    plan, editor = Plan.objects.get(slug="2019-2022"), person(R.EDITOR)
    words = {"en": "One plan.\n\nFor all.", "fr": "Un plan.\n\nPour tous."}
    write(plan, drafts={code: Draft(each, 0) for code, each in words.items()}, by=editor)
    consulted()
    return Plan.objects.get(pk=plan.pk)


def test_titles_and_the_introduction_are_spoken_of_as_the_version_has_them():
    plan, by = introduced(), focal()
    element = plan.elements.get(number="SO1")
    first, second = (key for key, _words in selectors.clauses.passages(as_frozen(plan)))

    titled = comment(element, quote=element.title_en, by=by, place=TITLE)
    whole = comment(plan, quote="For all.", by=by)
    passage = comment(plan, quote="Pour tous.", by=by, place=Place(block=second))

    assert (titled.element, titled.part, whole.element) == (element, "title", None)
    assert as_input(passage).source == plan
    assert selectors.contributions.count(plan, NOBODY) == 2
    found = selectors.contributions.invited_by(as_frozen(plan), plan, by)
    assert (found.counts, found.may_comment) == ({None: 2, element.pk: 1}, True)
    with pytest.raises(ValidationError, match="does not have these words"):
        comment(plan, quote="For all.", by=by, place=Place(block=first))
    with pytest.raises(DomainError, match="does not have this passage"):
        comment(plan, by=by, place=Place(block="0000000000"))
    with pytest.raises(ValidationError, match="commented on only"):
        proposal(plan, {"en": "A plan"}, by=by, place=TITLE)
    with pytest.raises(ValidationError, match="one passage"):
        proposal(plan, {"en": "New."}, by=by, place=Place(block=first))


def test_another_title_is_written_into_the_draft_unless_it_changed_meanwhile():
    plan, editor = introduced(), person(R.EDITOR)
    element = plan.elements.get(number="SO1")
    with pytest.raises(ValidationError, match="Change the wording"):
        proposal(element, {"en": f" {element.title_en} "}, place=TITLE)
    with pytest.raises(ValidationError, match="200 letters"):
        proposal(element, {"en": "x" * 201}, place=TITLE)
    made = proposal(element, {"en": "Fair\ntrade"}, place=TITLE)
    late = proposal(element, {"en": "Fast trade"}, code="fra", place=TITLE)
    whole = proposal(plan, {"en": "One plan.\n\nFor all Members."}, code="jpn")

    french = element.title_fr
    wordings.lay(made, by=editor)
    with pytest.raises(ChangedMeanwhile):
        wordings.lay(late, by=editor)
    wordings.lay(whole, by=editor)

    element.refresh_from_db()
    assert (element.title_en, element.title_fr) == ("Fair trade", french)
    body = documents.in_language(Plan.objects.get(pk=plan.pk).text, "en")
    assert documents.as_markdown(body).strip() == "One plan.\n\nFor all Members."
    given = as_input(whole).disposition
    assert (given.element, len(given.block)) == (None, 10)
    (told,) = selectors.contributions.differences(made, is_full=True)
    assert told[1].counts == ["1 block reworded"]
