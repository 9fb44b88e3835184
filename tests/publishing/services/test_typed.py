"""What is typed while suggesting: one suggestion of a person for a block, beside the text."""

import pytest
from django.db import IntegrityError, transaction

from strategy.models import Plan
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import SESSION, Window, insert
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Step, Suggestion
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import laid, remarks
from wco_portal.publishing.services import suggestions, writers
from wco_portal.publishing.services.suggestions import Typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor():
    return person(R.EDITOR)


@pytest.fixture
def window(plan, editor):
    return Window(plan, editor)


def block_of(window):
    return schema.blocks(window.document.body, section=window.section)[0]


def reading(window, words):
    """The block as it would read."""
    return block_of(window) | {"content": [{"type": "text", "text": words}]}


def keep(window, *blocks, **more):
    own = {
        "section": window.section,
        "block": schema.block_id(block_of(window)),
        "base": window.document.version,
        "blocks": list(blocks),
        "client": window.client,
    }
    typed = Typed(**own | more)
    return suggestions.keep(window.document, typed=typed, session=SESSION, by=window.by)


def test_what_is_typed_is_kept_beside_the_text_and_renewed(window):
    version, acts = window.document.version, Step.objects.count()
    first = keep(window, reading(window, "Words of SO"))
    again = keep(window, reading(window, "Words of all."))

    assert (first.pk, again.proposed) == (again.pk, [reading(window, "Words of all.")])
    assert again.at > first.at
    assert (window.words, window.document.version) == ("Words of SO1.", version)
    assert Step.objects.count() == acts
    made = Event.objects.filter(type="publishing.suggestion.made", target=first.public_id)
    assert made.count() == 1


def test_each_person_has_one_of_their_own(plan, window):
    other = Window(plan, person(R.APPROVER))
    keep(window, reading(window, "One."))
    keep(other, reading(window, "Other."))

    assert {each.author for each in Suggestion.objects.open()} == {window.by, other.by}


def test_what_is_typed_back_was_never_suggested(plan):
    approver = person(R.APPROVER)
    window = Window(plan, approver)
    keep(window, reading(window, "A slip of the pen."))

    assert keep(window, block_of(window)) is None
    assert keep(window, block_of(window)) is None

    assert not Suggestion.objects.exists()
    assert not plan.was_written_by(approver)
    assert Event.objects.filter(type="publishing.suggestion.withdrawn").count() == 1


def test_whoever_missed_something_in_the_section_hears_it_first(plan, window, editor):
    base = window.document.version
    Window(plan, editor, "SO2").send(insert("A", 1))
    keep(window, reading(window, "Words."), base=base)
    window.send(insert("A", 1))

    with pytest.raises(DomainError) as no:
        keep(window, reading(window, "Words of SO."), base=base)
    assert no.value.code == "steps_missed"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "x",
        [{"type": "section", "attrs": {"id": "0000000000"}}],
        [{"type": "paragraph"}],
        [{"type": "paragraph", "attrs": {"id": "other"}}],
        [{"type": "paragraph", "attrs": {"id": "0000000000"}}] * 2,
        [{"type": "text", "text": "a\x00"}],
    ],
)
def test_what_could_not_be_accepted_is_not_suggested(window, broken):
    with pytest.raises(DomainError) as no:
        keep(window, blocks=broken)
    assert no.value.code == "steps_invalid"


def test_a_block_that_stands_elsewhere_is_not_suggested_here(plan, window):
    [other] = schema.blocks(window.document.body, section=plan.elements.get(number="SO2").public_id)

    for more in ({"blocks": [other]}, {"block": schema.block_id(other)}):
        with pytest.raises(DomainError):
            keep(window, **more)


def test_who_may_see_a_draft_may_suggest_while_it_is_open_and_nobody_else(plan, window):
    approver = Window(plan, person(R.APPROVER))
    keep(approver, reading(window, "Words of an approver."))
    assert remarks.may_suggest(plan.text, actor=approver.by)
    stranger = person(R.FOCAL_POINT, member="sen")
    assert not remarks.may_suggest(plan.text, actor=stranger)
    with pytest.raises(Denied):
        writers.join(plan.text, section=window.section, client="", session=SESSION, by=stranger)
    approver.by = stranger
    with pytest.raises(DomainError) as unknown:
        keep(approver, reading(window, "x"))
    assert unknown.value.code == "client_unknown"
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    assert not remarks.may_suggest(plan.text, actor=window.by)

    with pytest.raises(DomainError) as closed:
        keep(window, reading(window, "x"))
    assert closed.value.code == "text_closed"


def test_it_is_accepted_into_the_text_as_it_stands_then(window, editor):
    new = {"type": "paragraph", "attrs": {"id": "N" * 10}} | {
        "content": [{"type": "text", "text": "A second."}]
    }
    made = keep(window, reading(window, "Words of SO1, and more."), new)
    window.send(insert("Here: ", 1))
    [shown] = laid.of(window.text, window.section)
    assert (shown.is_clash, len(shown.blocks)) == (False, 2)

    suggestions.accept(Suggestion.objects.get(pk=made.pk), by=editor)

    assert window.words == "Here: Words of SO1, and more.\nA second."
    assert schema.blocks(window.document.body, section=window.section) == shown.blocks


def test_a_clash_is_shown_as_one(window):
    keep(window, reading(window, "Mots de SO1."))
    window.send({"stepType": "replace", "from": 1, "to": 6} | {"slice": insert("Text", 1)["slice"]})

    [shown] = laid.of(window.text, window.section)

    assert shown.is_clash
    assert shown.blocks == shown.suggestion.proposed


def test_what_was_changed_since_it_was_seen_is_not_decided_on(window, editor):
    seen = keep(window, reading(window, "Seen."))
    keep(window, reading(window, "Changed behind their back."))

    with pytest.raises(DomainError) as no:
        suggestions.accept(seen, by=editor)
    assert no.value.code == "suggestion_changed"
    for which in (seen.public_id, "all", f"by-{editor.key}"):
        with pytest.raises(DomainError) as no:
            remarks.chosen(window.text, which=which, section=window.section, until=seen.at)
        assert no.value.code == "suggestion_changed"


def test_a_suggestion_that_was_taken_back_is_decided(window, editor):
    seen = keep(window, reading(window, "Seen."))
    keep(window, block_of(window))

    for act in (suggestions.accept_all, suggestions.reject_all):
        with pytest.raises(DomainError) as no:
            act([seen], by=editor)
        assert no.value.code == "decided_already"


def test_two_that_bring_the_same_block_are_a_clash_and_no_fault(plan, window, editor):
    new = {"type": "paragraph", "attrs": {"id": "N" * 10}}
    other = Window(plan, person(R.APPROVER))
    keep(window, block_of(window), new)
    keep(other, block_of(window), new)
    chosen = remarks.chosen(window.text, which="all", section=window.section)

    with pytest.raises(DomainError) as no, transaction.atomic():
        suggestions.accept_all(chosen, by=editor)
    assert no.value.code == "suggestion_clash"


def test_the_mark_changes_whenever_something_is_to_be_shown(window, editor):
    def mark():
        return laid.mark(window.text, window.section)

    marks = [mark()]
    made = keep(window, reading(window, "One."))
    marks.append(mark())
    made = keep(window, reading(window, "Two."))
    marks.append(mark())
    assert mark() == marks[-1]
    window.send(insert("A", 1))
    marks.append(mark())
    suggestions.reject_all([made], by=editor)

    assert marks[0] == mark() == ""
    assert len(set(marks)) == len(marks)


def test_the_database_keeps_it_at_one(window):
    made = keep(window, reading(window, "One."))
    again = Suggestion.objects.get(pk=made.pk)
    again.pk, again.public_id = None, "0000000000"

    with pytest.raises(IntegrityError, match="one_is_typed"), transaction.atomic():
        again.save()
