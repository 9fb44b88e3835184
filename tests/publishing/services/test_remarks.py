"""Suggestions and comments: beside the text, never in it."""

import pytest
from django.db import IntegrityError, transaction

from strategy.models import Plan
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import Window, insert
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Comment, Step, Suggestion, Thread
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import remarks
from wco_portal.publishing.services import chain, documents, suggestions, threads
from wco_portal.publishing.services.threads import Said

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
    [block] = schema.blocks(window.document.body, section=window.section)
    return schema.block_id(block)


def suggest(window, words, by=None):
    return suggestions.suggest(
        window.document, block=block_of(window), markdown_text=words, by=by or person(R.APPROVER)
    )


def test_a_suggestion_leaves_the_text_alone_until_it_is_accepted(window, editor):
    before, version = window.words, window.document.version
    made = suggest(window, "Better words of SO1.")
    assert (window.words, window.document.version) == (before, version)

    suggestions.accept(made, by=editor)

    assert window.words == "Better words of SO1."
    assert Step.objects.latest("pk").author == editor
    assert list(chain.breaks()) == []


def test_what_others_wrote_in_the_block_meanwhile_stays(window, editor):
    made = suggest(window, "Words of SO1, and more.")
    window.send(insert("The w", 1), insert("!", 6))

    suggestions.accept(made, by=editor)

    assert window.words == "The w!Words of SO1, and more."


def test_the_same_words_changed_meanwhile_are_a_clash_and_nothing_is_done(window, editor):
    made = suggest(window, "Mots de SO1.")
    window.send({"stepType": "replace", "from": 1, "to": 6} | {"slice": insert("Text", 1)["slice"]})

    with pytest.raises(DomainError) as no, transaction.atomic():
        suggestions.accept(made, by=editor)

    assert no.value.code == "suggestion_clash"
    made.refresh_from_db()
    assert (made.state, window.words) == ("open", "Text of SO1.")


def test_a_block_may_become_several_or_none(window, editor):
    several = suggest(window, "Words of SO1.\n\nA second paragraph.")
    suggestions.accept(several, by=editor)
    assert window.words == "Words of SO1.\nA second paragraph."
    first = schema.block_id(schema.blocks(window.document.body, section=window.section)[0])
    none = suggestions.suggest(window.document, block=first, markdown_text="", by=editor)

    suggestions.accept(none, by=editor)

    assert window.words == "A second paragraph."


def test_all_are_accepted_or_none(window, editor):
    first, second = suggest(window, "One of SO1."), suggest(window, "Two of SO1.")

    with pytest.raises(DomainError):
        suggestions.accept_all([second, first], by=editor)

    assert window.words == "Words of SO1."
    assert Suggestion.objects.open().count() == 2


def test_who_may_not_write_may_suggest_and_withdraw_but_not_decide(plan, window, editor):
    author = person(R.APPROVER)
    mine, other = suggest(window, "Mine of SO1.", author), suggest(window, "Other of SO1.", editor)
    with pytest.raises(Denied):
        suggestions.accept(other, by=author)
    with pytest.raises(Denied):
        suggestions.reject_all([other], by=author)

    [withdrawn] = suggestions.reject_all([mine], by=author)

    assert withdrawn.state == "withdrawn"
    with pytest.raises(DomainError) as no:
        suggestions.reject_all([mine], by=editor)
    assert no.value.code == "decided_already"
    assert plan.was_written_by(author)
    with pytest.raises(Denied):
        suggest(window, "x", person(R.FOCAL_POINT, member="sen"))


def test_a_closed_text_takes_no_suggestion(plan, window):
    block = block_of(window)
    Plan.objects.filter(pk=plan.pk).update(state="submitted")

    with pytest.raises(DomainError) as no:
        suggestions.suggest(window.document, block=block, markdown_text="x", by=person(R.APPROVER))
    assert no.value.code == "text_closed"


@pytest.mark.parametrize("words", ["Words of SO1.", "a\x00b"])
def test_a_suggestion_says_something_and_something_that_may_be(window, words):
    with pytest.raises(DomainError):
        suggest(window, words)


def test_a_comment_survives_the_edits_around_it_and_says_when_its_words_go(window, editor):
    block = block_of(window)
    thread = threads.open_thread(
        window.document, block=block, quote="of SO1", said=Said("Which?"), by=editor
    )
    window.send(insert("New ", 1))
    shown = remarks.of(window.text, window.section, actor=editor).threads[0]
    assert (shown.is_there, shown.number) == (True, 1)

    documents.save_markdown(
        window.document,
        markdown_text="Another block altogether, quite unlike it.",
        base_version=window.document.version,
        by=editor,
        section=window.section,
    )

    thread.refresh_from_db()
    shown = remarks.of(window.text, window.section, actor=editor).threads[0]
    if thread.gone_version:
        assert (thread.gone_version, thread.gone_by) == (window.document.version, editor)
    assert not shown.is_there
    assert (thread.prefix, thread.quote, thread.suffix) == ("Words ", "of SO1", ".")


def test_a_thread_is_answered_handed_over_and_resolved_and_the_named_are_told(window, editor):
    approver = person(R.APPROVER)
    outsider = person(R.FOCAL_POINT, member="sen")
    thread = threads.open_thread(
        window.document,
        block=block_of(window),
        said=Said("Which?", [approver, outsider]),
        by=editor,
    )
    told = Event.objects.filter(type="strategy.plan.remarked").latest("pk")
    assert told.data["mentioned"] == [approver.key]

    threads.answer(thread, said=Said("These."), by=approver)
    threads.assign(thread, to=approver, by=editor)
    assert remarks.of(window.text, window.section, actor=approver).threads[0].is_mine
    resolved = threads.resolve(thread, by=approver)

    assert resolved.resolved_by == approver
    found = remarks.of(window.text, window.section, actor=editor)
    assert (found.threads, [each.thread for each in found.resolved]) == ([], [thread])
    assert threads.resolve(thread, by=editor).resolved_at is None
    with pytest.raises(DomainError):
        threads.assign(thread, to=outsider, by=editor)
    with pytest.raises(Denied):
        threads.answer(thread, said=Said("x"), by=outsider)


def test_words_that_are_not_there_cannot_be_quoted(window, editor):
    with pytest.raises(DomainError) as no:
        threads.open_thread(
            window.document, block=block_of(window), quote="nowhere", said=Said("x"), by=editor
        )
    assert no.value.code == "quote_unknown"


def test_the_database_keeps_its_own_rules(window, editor):
    made = suggest(window, "Other of SO1.")
    thread = threads.open_thread(window.document, block=block_of(window), said=Said("x"), by=editor)
    for rows, values in (
        (Suggestion.objects.filter(pk=made.pk), {"state": "accepted"}),
        (Thread.objects.filter(pk=thread.pk), {"resolved_by": editor}),
        (Comment.objects.filter(thread=thread), {"words": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)


def test_neither_ever_reaches_a_reader(client, plan, window, editor):
    suggest(window, "SECRETSUGGESTION of SO1.")
    threads.open_thread(
        window.document, block=block_of(window), said=Said("SECRETCOMMENT"), by=editor
    )
    Plan.objects.filter(pk=plan.pk).update(state="in_consultation", known_from="2019-01-01")
    element = plan.elements.get(number="SO1")
    client.force_login(person(R.FOCAL_POINT, member="sen"))

    for address in (
        plan.get_absolute_url(),
        element.get_absolute_url(),
        "/api/v1/plans/",
        f"/api/v1/plans/{plan.public_id}/",
        "/en/search/?q=SO1",
    ):
        answer = client.get(address)
        assert answer.status_code in {200, 404}
        assert "SECRET" not in answer.content.decode(), address
    client.force_login(editor)
    desk = client.get(f"/en/plans/2019-2022/edit/{element.public_id}/").content.decode()
    assert "SECRETSUGGESTION" in desk
    assert "SECRETCOMMENT" in desk
