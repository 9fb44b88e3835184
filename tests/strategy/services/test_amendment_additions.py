"""Parts that an amendment adds: what is refused before the day, and what stands from it on."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from strategy import selectors
from strategy.enums.plans import ElementKind, Verdict
from strategy.models import Amendment, AmendmentAddition, PlanElement
from strategy.rules.amendments import kinds_under, worded
from strategy.services import amendment_additions, amendments
from tests.factories.amendments import (
    DAY,
    EFFECT,
    NEW,
    REASONS,
    TOP,
    added,
    amendment,
    council,
    goal,
    in_force,
    submitted,
    written,
)
from tests.factories.people import person
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links import selectors as links
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db

EARLIER = {"starts_on": dt.date(2016, 7, 1), "ends_on": dt.date(2017, 6, 30)}


def lay(made, *, on=EFFECT):
    return amendments.submit(made, meeting=council(), effective_on=on, by=person(R.EDITOR))


def adopt(made):
    return amendments.adopt(made, reference="C 134", decided_on=DAY, by=person(R.APPROVER))


def take_effect(business_time):
    business_time(2019, 6, 30, 9)
    return amendments.take_effect(clock.now())


def code_of(act):
    with pytest.raises(DomainError) as no:
        act()
    return no.value.code


def fields_of(act):
    with pytest.raises(ValidationError) as no:
        act()
    return set(no.value.error_dict)


def test_from_its_day_on_it_stands_in_the_plan_with_the_next_number(business_time):
    made, before = written(), list(in_force().elements.in_order().values_list("number", flat=True))
    one, two = added(made), added(made)
    lay(made)
    adopt(made)

    assert not PlanElement.objects.filter(public_id=one.public_id).exists()
    assert take_effect(business_time) == 1

    plan = in_force()
    found = PlanElement.objects.get(public_id=one.public_id)
    assert (found.number, found.kind, found.parent.number) == ("SO1", "objective", "5")
    assert (found.title_en, found.title_fr) == (NEW["title"]["en"], NEW["title"]["fr"])
    assert (found.added_on, found.french_is_ours) == (EFFECT, False)
    for document in plan.text.documents.all():
        text = reading.as_markdown(document, section=found.public_id)
        assert text == NEW["text"][document.language]
        assert document.revisions.latest("pk").author == two.by
    numbers = list(plan.elements.in_order().values_list("number", flat=True))
    place = before.index("5") + 1
    assert numbers == [*before[:place], "SO1", "SO2", *before[place:]]
    rows = {each["id"]: each for each in selectors.lives.newest(plan).content["elements"]}
    assert rows[found.public_id]["added_on"] == "2019-06-30"
    assert "added_on" not in rows[goal().public_id]
    event = Event.objects.get(type="strategy.element.added", target=found.public_id)
    assert event.data == {"amendment": made.public_id, "number": "SO1"}
    thread = links.threads.of(found.public_id, actor=person())
    assert [knot.card.public_id for knot in thread.comes_from] == [made.public_id]


def test_the_words_are_frozen_with_the_others_and_cannot_be_swapped():
    made = written()
    one = added(made)
    frozen = lay(made).frozen

    assert frozen.content["changes"][-1] == {
        "element": one.public_id,
        "number": "",
        "verdict": "add",
        "kind": "objective",
        "part_of": goal().public_id,
        "before": worded({"en": "", "fr": ""}, {"en": "", "fr": ""}),
        "after": NEW,
        "version": 1,
    }
    AmendmentAddition.objects.update(text_fr="Autre chose.\n")
    assert code_of(lambda: adopt(made)) == "changed_since_submission"


@pytest.mark.parametrize("part", ["title", "text"])
@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_language_may_follow_later_but_not_after_the_submission(part, code):
    made = written()
    half = {name: dict(words) for name, words in NEW.items()}
    half[part][code] = " "
    one = added(made, words=half)

    assert code_of(lambda: lay(made)) == "addition_incomplete"
    amendment_additions.rewrite(
        one, under=goal(), kind="objective", words=NEW, base_version=1, by=person(R.EDITOR)
    )
    assert lay(made)


def test_both_languages_have_the_same_structure():
    made = written()
    added(made, words=worded(NEW["title"], {"en": "One.\n\nTwo.", "fr": "Un."}))

    assert code_of(lambda: lay(made)) == "structure_differs"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": worded({"en": "", "fr": " "}, NEW["text"])}, "__all__"),
        ({"words": worded({"en": "x" * 201, "fr": "y"}, NEW["text"])}, "title_en"),
        ({"words": worded(NEW["title"], {"en": "A \u0000 sign", "fr": "Un signe"})}, "text_en"),
        ({"kind": "goal"}, "kind"),
        ({"kind": "priority"}, "kind"),
        ({"under": TOP}, "kind"),
        ({"under": TOP, "kind": "layer"}, "kind"),
        ({"under": lambda: goal("P1")}, None),
        ({"under": lambda: PlanElement.objects.filter(plan__slug="2019-2022").first()}, "under"),
    ],
)
def test_what_has_no_place_there_is_refused_by_field(wrong, field):
    made = written()
    given = {name: value() if callable(value) else value for name, value in wrong.items()}

    if field is None:
        given["under"] = in_force().elements.named().first()
        assert added(made, **given)
    else:
        assert fields_of(lambda: added(made, **given)) == {field}
        assert not AmendmentAddition.objects.exists()


def test_the_finer_stands_under_the_coarser():
    assert kinds_under("layer") == kinds_under("goal")
    assert ElementKind.OBJECTIVE in kinds_under("goal")
    assert kinds_under("objective") == ["process", "learning", "function", "action"]
    assert kinds_under("action") == []


def test_only_who_writes_adds_and_only_to_a_draft():
    made = submitted()

    with pytest.raises(PermissionDenied, match="while it is a draft"):
        added(made)
    amendments.give_back(made, **REASONS, by=person(R.APPROVER))
    with pytest.raises(PermissionDenied, match="Only these roles"):
        amendment_additions.add(
            made, under=goal(), kind="objective", words=NEW, by=person(R.APPROVER)
        )
    one = added(made)
    writer = one.by
    lay(made)
    for act in (
        lambda: amendment_additions.take_out(one, base_version=1, by=writer),
        lambda: amendment_additions.rewrite(
            one, under=goal(), kind="action", words=NEW, base_version=1, by=writer
        ),
    ):
        with pytest.raises(PermissionDenied, match="while it is a draft"):
            act()


def test_who_wrote_a_new_part_does_not_decide():
    both = person(R.EDITOR, R.APPROVER)
    made = written()
    amendment_additions.add(made, under=goal(), kind="objective", words=NEW, by=both)
    lay(made)

    with pytest.raises(PermissionDenied, match="somebody else approves it"):
        amendments.adopt(made, reference="C 134", decided_on=DAY, by=both)


def test_who_wrote_or_took_it_out_meanwhile_is_told():
    one, editor = added(written()), person(R.EDITOR)

    def rewrite(base):
        return amendment_additions.rewrite(
            one, under=goal("1"), kind="action", words=NEW, base_version=base, by=editor
        )

    assert (rewrite(1).version, rewrite(2).parent) == (2, goal("1"))
    with pytest.raises(ChangedMeanwhile, match="wrote these words"):
        rewrite(2)
    out = lambda base: amendment_additions.take_out(one, base_version=base, by=editor)  # noqa: E731 -- asked again
    with pytest.raises(ChangedMeanwhile, match="wrote these words"):
        out(2)
    out(3)
    for act in (lambda: rewrite(3), lambda: out(3)):
        with pytest.raises(ChangedMeanwhile, match="took this part out"):
            act()


def test_what_is_taken_out_stays_in_what_was_laid():
    made = written()
    one = added(made)
    frozen = lay(made).frozen
    amendments.give_back(made, **REASONS, by=person(R.APPROVER))

    amendment_additions.take_out(one, base_version=1, by=person(R.EDITOR))

    assert [each["verdict"] for each in lay(made).frozen.content["changes"]] == ["change", "drop"]
    frozen.refresh_from_db()
    assert frozen.content["changes"][-1]["element"] == one.public_id


def test_nothing_is_added_under_what_the_amendment_itself_drops():
    made = written()
    one = added(made, under=goal("7"))

    with pytest.raises(DomainError, match="Share what is measured") as no:
        lay(made)
    assert no.value.code == "parent_dropped"
    amendment_additions.take_out(one, base_version=1, by=person(R.EDITOR))
    assert lay(made)


def test_a_parent_that_was_dropped_meanwhile_is_told_before_it_is_laid_and_decided(business_time):
    """Goal 7 goes by an earlier amendment, after this one was submitted."""
    made = amendment(verdicts={"6": Verdict.DROP})
    one = added(made, under=goal("7"))
    lay(made)
    other = submitted(period=EARLIER, on=DAY)
    adopt(other)
    assert code_of(lambda: adopt(made)) == "other_waiting"
    business_time(2019, 6, 29, 9)
    amendments.take_effect(clock.now())

    assert code_of(lambda: adopt(made)) == "parent_dropped"
    amendments.give_back(made, **REASONS, by=person(R.APPROVER))
    assert code_of(lambda: lay(made)) == "parent_dropped"
    assert fields_of(lambda: added(made, under=goal("7"))) == {"under"}
    amendment_additions.rewrite(
        one, under=goal("1"), kind="objective", words=NEW, base_version=1, by=person(R.EDITOR)
    )
    assert lay(made)


def test_what_another_adds_to_is_not_dropped_before_that_takes_effect(business_time):
    drops, adds = written(), amendment(period=EARLIER, verdicts={"1": Verdict.DROP})
    added(adds, under=goal("7"))
    lay(drops)
    lay(adds, on=DAY)
    adopt(adds)

    assert code_of(lambda: adopt(drops)) == "other_waiting"
    business_time(2019, 6, 29, 9)
    amendments.take_effect(clock.now())
    # A part more goes with goal 7 than was laid before the Council.
    assert code_of(lambda: adopt(drops)) == "changed_since_submission"
    amendments.give_back(drops, **REASONS, by=person(R.APPROVER))
    lay(drops)
    assert adopt(drops)


def test_two_amendments_add_under_one_part_and_neither_takes_a_number_away(business_time):
    first, second = (
        amendment(period=EARLIER, verdicts={"1": Verdict.DROP}),
        amendment(verdicts={"2": Verdict.DROP}),
    )
    late, early = added(second), added(first)
    lay(second)
    lay(first, on=DAY)
    adopt(second)
    adopt(first)
    assert take_effect(business_time) == 2

    numbers = dict(in_force().elements.filter(parent=goal()).values_list("public_id", "number"))
    assert numbers == {early.public_id: "SO1", late.public_id: "SO2"}


def test_an_amendment_of_which_all_else_was_dropped_may_still_add(business_time):
    other = amendment(verdicts={"7": Verdict.CHANGE})
    adopt(submitted(period=EARLIER, on=DAY))
    business_time(2019, 6, 29, 9)
    amendments.take_effect(clock.now())

    assert code_of(lambda: lay(other)) == "nothing_to_change"
    added(other)
    assert lay(other)


def test_an_amendment_that_is_withdrawn_adds_nothing(business_time):
    made = written()
    one = added(made)
    lay(made)
    amendments.withdraw(made, **REASONS, by=person(R.APPROVER))

    assert take_effect(business_time) == 0
    assert not PlanElement.objects.filter(public_id=one.public_id).exists()


def test_rows_that_cannot_be():
    added(written())

    with pytest.raises(IntegrityError, match="is_named"), transaction.atomic():
        AmendmentAddition.objects.update(title_en="", title_fr="")
    with pytest.raises(IntegrityError, match="stands_under_another"), transaction.atomic():
        AmendmentAddition.objects.update(kind="goal")
    assert Amendment.objects.get().additions.count() == 1
