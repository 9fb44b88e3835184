"""Steps from the editor's windows: once, in their order, checked, each writer with their name."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from strategy.models import Plan
from strategy.services import plans
from strategy.services.plans import Draft
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common import clock, ids
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Document, Step, Writer
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import chain, sittings, steps, writers
from wco_portal.publishing.services.log import Origin
from wco_portal.publishing.services.steps import Accepted, Act, Missed

pytestmark = pytest.mark.django_db
SESSION = "session-of-a-test"


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor():
    return person(R.EDITOR)


def insert(words, at):
    return {
        "stepType": "replace",
        "from": at,
        "to": at,
        "slice": {"content": [{"type": "text", "text": words}]},
    }


class Window:
    """A window of somebody on one section of a plan."""

    def __init__(self, plan, by, number="SO1", language="en"):
        self.text, self.by, self.language = plan.text, by, language
        self.section = plan.elements.get(number=number).public_id
        self.client = writers.join(
            self.text, section=self.section, client="", session=SESSION, by=by
        ).client
        self.seq = 0

    @property
    def document(self):
        return reading.in_language(self.text, self.language)

    @property
    def words(self):
        return reading.plain_section(self.document.body, section=self.section)

    def send(self, *sent, base=None, seq=None, session=SESSION):
        self.seq += 1
        base = self.document.version if base is None else base
        return steps.accept(
            self.text,
            language=self.language,
            act=Act(self.section, base, list(sent), Origin(self.client, seq or self.seq)),
            session=session,
            by=self.by,
        )


def test_a_step_becomes_part_of_the_text(plan, editor):
    window = Window(plan, editor)
    before = window.document.version

    assert window.send(insert("New w", 1), insert("!", 6)) == Accepted(before + 1)

    assert window.words == "New w!Words of SO1."
    assert Step.objects.latest("pk").author == editor
    assert list(chain.breaks()) == []


def test_who_was_late_in_one_section_hears_what_was_missed(plan, editor):
    window, other = Window(plan, editor), Window(plan, person(R.EDITOR))
    base = window.document.version
    window.send(insert("A", 1))

    answer = other.send(insert("B", 1), base=base)

    assert isinstance(answer, Missed)
    assert [act.parts[window.section] for act in answer.acts] == [[insert("A", 1)]]
    assert window.words == "AWords of SO1."


def test_who_writes_in_another_section_is_in_nobodys_way(plan, editor):
    window, other = Window(plan, editor), Window(plan, editor, "SO2")
    base = window.document.version
    window.send(insert("A", 1))

    assert other.send(insert("B", 1), base=base) == Accepted(base + 2)


def test_the_same_act_twice_is_done_once(plan, editor):
    window = Window(plan, editor)
    base = window.document.version

    first = window.send(insert("A", 1))
    again = window.send(insert("A", 1), base=base, seq=1)

    assert first == again
    assert window.words == "AWords of SO1."


@pytest.mark.parametrize(
    ("sent", "code", "number"),
    [
        ([insert("a", 1), insert("b", 900)], "steps_invalid", 1),
        ([insert("a\x00", 1)], "steps_invalid", 0),
        ([], "steps_invalid", 0),
        (None, "steps_invalid", 0),
        ([{"stepType": "replace", "from": 0, "to": 15}], "", 0),
    ],
)
def test_a_step_that_breaks_a_rule_changes_nothing(plan, editor, sent, code, number):
    window = Window(plan, editor)
    before = window.document.version

    def send():
        return steps.accept(
            plan.text,
            language="en",
            act=Act(window.section, before, sent, Origin(window.client, 1)),
            session=SESSION,
            by=editor,
        )

    if not code:
        assert send() == Accepted(before + 1)
        return
    with pytest.raises(steps.StepsRefused) as no:
        send()
    assert (no.value.code, no.value.number) == (code, number)
    assert window.document.version == before


def test_an_id_that_another_section_has_is_refused(plan, editor):
    window = Window(plan, editor)
    [other] = schema.blocks(window.document.body, section=plan.elements.get(number="SO2").public_id)

    with pytest.raises(steps.StepsRefused):
        window.send({"stepType": "replace", "from": 0, "to": 0, "slice": {"content": [other]}})


def test_words_in_a_section_are_written_without_reading_the_rest(
    plan, editor, django_assert_num_queries
):
    window, french = Window(plan, editor), Window(plan, editor, language="fr")
    window.send(insert("A", 1))
    french.send(insert("A", 1))

    for each in (french, window):
        base = each.document.version
        # Two for the savepoint of a test; the plan, what is asked, what is written, the plan.
        with clock.held(), django_assert_num_queries(6):
            assert each.send(insert("B", 1), base=base) == Accepted(base + 1)

    assert window.words == "BAWords of SO1."
    assert list(chain.breaks()) == []


def laid(window):
    """The text as the database keeps it, without what was written since it was laid down."""
    return Document.objects.values_list("body", flat=True).get(pk=window.document.pk)


def test_a_letter_does_not_lay_the_text_down_anew(plan, editor):
    window = Window(plan, editor)
    before = laid(window)

    window.send(insert("A", 1))

    assert laid(window) == before
    assert window.words == "AWords of SO1."
    near = Document.objects.filter(text=plan.text).values_list("fresh", flat=True)
    assert [list(each) for each in near] == [[window.section]] * 2
    later = reading.without_body(plan.text, "en")
    assert reading.plain_section(later.body, section=window.section) == window.words
    found = Document.objects.with_section(window.section).get(pk=later.pk)
    assert found.section_blocks == schema.blocks(later.body, section=window.section)


def test_a_body_is_not_written_over_sections_beside_it(plan, editor):
    window = Window(plan, editor)
    window.send(insert("A", 1))
    document = window.document

    document.body = schema.empty()
    with pytest.raises(IntegrityError, match="beside it"), transaction.atomic():
        document.save(update_fields=["body"])
    assert window.words == "AWords of SO1."
    document.save(update_fields=["body", "fresh"])
    assert window.document.body == schema.empty()


def test_what_was_written_in_many_sections_is_laid_down_at_once(plan, editor, monkeypatch):
    monkeypatch.setattr(steps, "MOST_FRESH", 1)
    window, other = Window(plan, editor), Window(plan, editor, "SO2")
    window.send(insert("A", 1))
    window.send(insert("B", 1))

    other.send(insert("C", 1))

    whole = window.document.body
    assert laid(window) == whole
    assert (window.words, other.words) == ("BAWords of SO1.", "CWords of SO2.")
    other.send(insert("D", 1))
    assert laid(window) == whole
    assert list(chain.breaks()) == []


def test_a_text_knows_its_length(plan, editor):
    window = Window(plan, editor)
    paragraph = {"type": "paragraph", "attrs": {"id": ids.public_id()}}
    paragraph["content"] = [{"type": "text", "text": "Another block."}]
    acts = (
        [insert("Much ", 1)],
        [{"stepType": "replace", "from": 0, "to": 0, "slice": {"content": [paragraph]}}],
        [{"stepType": "replace", "from": 1, "to": 4}],
    )

    for act in acts:
        window.send(*act)
        assert window.document.size == schema.length(window.document.body)

    draft_of = {"en": Draft("By the form.", window.document.version)}
    plans.write(plan, drafts=draft_of, by=editor, section=window.section)
    assert window.document.size == schema.length(window.document.body)


def test_a_text_that_is_full_takes_no_more(plan, editor):
    window = Window(plan, editor)
    Document.objects.filter(pk=window.document.pk).update(size=schema.MAX_BYTES)

    with pytest.raises(steps.StepsRefused) as no:
        window.send(insert("A", 1))

    assert no.value.code == "text_too_large"
    assert isinstance(window.send({"stepType": "replace", "from": 1, "to": 3}), Accepted)


def test_a_closed_text_and_a_stranger_are_told_apart(plan, editor):
    window = Window(plan, editor)
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    with pytest.raises(DomainError) as closed:
        window.send(insert("A", 1))
    reader = Window(plan, person(R.AUDITOR))

    with pytest.raises(Denied):
        reader.send(insert("A", 1))
    assert closed.value.code == "text_closed"


def test_a_window_belongs_to_one_person_in_one_session(plan, editor):
    window = Window(plan, editor)
    other = Window(plan, person(R.EDITOR))
    stolen = window.client

    for client, session in ((window.client, "another session"), (stolen, SESSION)):
        thief = other if client == stolen and session == SESSION else window
        thief.client = client
        with pytest.raises(DomainError) as no:
            thief.send(insert("A", 1), session=session)
        assert no.value.code == "client_unknown"
    again = writers.join(
        plan.text, section="", client=stolen, session="after signing in again", by=editor
    )
    assert again.client == stolen
    assert Writer.objects.filter(client=stolen).count() == 1


def test_a_part_that_the_plan_has_not_is_refused(plan, editor):
    window = Window(plan, editor)
    window.section = "ZZZZZZZZZZ"

    with pytest.raises(DomainError) as no:
        window.send(insert("A", 1))
    assert no.value.code == "section_unknown"


def test_a_form_and_the_editor_write_in_one_log(plan, editor):
    window = Window(plan, editor)
    base = window.document.version
    window.send(insert("By the editor. ", 1))

    draft_of = {"en": Draft("Words of SO1.\n\nBy the form.", base)}
    plans.write(plan, drafts=draft_of, by=person(R.EDITOR), section=window.section)
    late = window.send(insert("B", 1), base=base + 1)

    assert window.words == "By the editor. Words of SO1.\nBy the form."
    assert isinstance(late, Missed)
    assert [len(act.parts[window.section]) for act in late.acts] == [1]
    assert list(chain.breaks()) == []


def test_a_sitting_is_one_version_and_one_event_per_writer(plan, editor, time_machine):
    window, other = Window(plan, editor), Window(plan, person(R.EDITOR), "SO2")
    kept, told = window.document.revisions.count(), Event.objects.count()
    for number in range(3):
        window.send(insert(str(number), 1))
    other.send(insert("x", 1))
    assert window.document.revisions.count() == kept

    now = clock.now()
    assert sittings.seal_due(now) == 0
    assert sittings.seal_due(now + dt.timedelta(minutes=16)) == 1

    assert window.document.revisions.count() == kept + 1
    events = Event.objects.order_by("pk")[told:]
    assert [(event.type, event.actor, event.data["acts"]) for event in events] == [
        ("strategy.plan.edited", editor.key, 3),
        ("strategy.plan.edited", other.by.key, 1),
    ]
    assert list(chain.breaks()) == []


def test_an_older_version_is_what_was_written_until_then(plan, editor):
    window = Window(plan, editor)
    versions = [window.send(insert(letter, 1)).version for letter in "abc"]
    sittings.seal_text(plan.text)
    window.send(insert("d", 1))

    words = [
        reading.plain_section(reading.body_at(window.document, version), section=window.section)
        for version in (*versions, versions[-1] + 1)
    ]

    assert words == [letters + "Words of SO1." for letters in ("a", "ba", "cba", "dcba")]


def test_whoever_wrote_in_the_editor_does_not_approve(plan, editor):
    Window(plan, editor).send(insert("A", 1))

    assert plan.was_written_by(editor)
    assert not plan.was_written_by(person(R.EDITOR))


def test_a_forged_act_breaks_the_history(plan, editor):
    window = Window(plan, editor)
    window.send(insert("A", 1))
    window.send(insert("B", 1))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE publishing_step DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE publishing_step SET parts = jsonb_set(parts, %s, '[]')"
            " WHERE client = %s AND seq = 1",
            [[window.section], window.client],
        )
        cursor.execute("ALTER TABLE publishing_step ENABLE TRIGGER USER")

    [link] = chain.breaks()

    assert link.why == "the text differs from its history"


def test_the_log_is_never_changed(plan, editor):
    Window(plan, editor).send(insert("A", 1))

    for act in (lambda: Step.objects.update(seq=9), Step.objects.all().delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            act()


def test_a_typed_translation_follows_its_source(plan, editor):
    french = Window(plan, editor, language="fr")
    Window(plan, editor).send(insert("New w", 1))
    assert [language for language, _block in reading.stale(plan.text)] == ["fr"]

    french.send(insert("Nouveau t", 1))

    assert reading.stale(plan.text) == []
