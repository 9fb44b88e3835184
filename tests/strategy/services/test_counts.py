"""A result that takes long is counted once by a worker, and shown from what was kept."""

import datetime as dt

import pytest
from django.utils import timezone

from strategy import selectors, services
from strategy.models import Consultation, CountedResult, Position
from strategy.rules import counting, results
from strategy.selectors.counts import Counting
from tests.factories import person
from tests.factories.api import caller
from tests.factories.consultations import answer, close, consultation, give, published
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member
from wco_portal.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def slow(monkeypatch):
    """Let no reader wait for any count."""
    monkeypatch.setattr(counting, "QUICK", 0)


@pytest.fixture
def uncountable(monkeypatch):
    """Let no page count anything itself."""

    def refuse(*_args, **_words):
        raise AssertionError("counted while a reader waits")

    return lambda: [monkeypatch.setattr(results, name, refuse) for name in ("calculate", "count")]


def asked():
    return Job.objects.filter(kind="result")


def counted(made):
    return CountedResult.objects.get(consultation=made)


def scale():
    made = consultation(instrument="scale")
    for code, marks in (("sen", (1, 2, 3, 4)), ("fra", (5, 5, 1, 1)), ("jpn", (2, 2, 2, 5))):
        give(made, code, *marks)
    services.consultations.publish(close(made), by=person(R.EDITOR))
    return Consultation.objects.phased().get(pk=made.pk)


def take_one_back(made):
    """Let one answer less count: to the figures that is what one more would be."""
    last = Position.objects.filter(consultation=made).exclude(sent=None).latest("pk")
    Position.objects.filter(pk=last.pk).update(sent=None, state="draft")


def test_small_round_is_counted_at_once_and_asks_for_no_worker(client):
    made = published()

    assert "How sure is this?" in client.get(made.get_absolute_url()).content.decode()
    assert not asked().exists()


def test_worker_counts_when_the_round_closes_and_readers_meet_what_was_kept(
    client, slow, uncountable
):
    made = published()
    waiting = client.get(made.get_absolute_url())
    outbox.sweep()
    uncountable()

    shown = client.get(made.get_absolute_url()).content.decode()

    assert "The figures are being counted" in waiting.content.decode()
    assert "How sure is this?" in shown
    [job] = asked()
    assert (job.state, job.progress, job.by) == ("done", 100, None)


@pytest.mark.parametrize("make", [published, scale])
def test_kept_figures_are_shown_as_counted_ones(slow, make):
    made = make()
    editor = person(R.EDITOR)
    now = selectors.results.shown_to(editor, made)
    outbox.sweep()

    kept = selectors.results.at_hand(editor, made)

    assert kept.result == now.result
    assert kept.table() == now.table()
    assert kept.turnout == now.turnout


def test_waiting_page_shows_who_has_answered_and_asks_once(client, slow):
    made = published()
    asked().delete()

    for _look in range(2):
        page = client.get(f"/fr/consultations/{made.slug}/")
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
        words = page.content.decode()
        assert "Les chiffres sont en cours de calcul" in words
        assert "data-look-again" in words
        assert 'id="who-answered"' in words
        assert f'href="/fr/consultations/{made.slug}/"' in words
    assert asked().count() == 1


@pytest.mark.parametrize("file", ["result.csv", "result.xlsx", "answers.csv", "answers.json"])
def test_file_waits_with_the_page_and_comes_when_it_is_counted(client, slow, file):
    made = published()

    waiting = client.get(f"{made.get_absolute_url()}{file}")
    outbox.sweep()
    ready = client.get(f"{made.get_absolute_url()}{file}")

    assert waiting.status_code == 202
    assert waiting.headers["Retry-After"] == "2"
    assert "Content-Disposition" not in waiting.headers
    assert ready.status_code == 200
    assert "attachment" in ready.headers["Content-Disposition"]


@pytest.mark.parametrize("part", ["result", "regions", "ballots"])
def test_program_is_told_how_far_a_count_is(slow, part):
    made = published()
    address = f"/api/v1/consultations/{made.slug}/{part}/"

    waiting = caller()("get", address)
    outbox.sweep()

    assert waiting.status_code == 202
    assert waiting.json() == {"state": "queued", "progress": 0}
    assert waiting.headers["Retry-After"] == "2"
    assert caller()("get", address).status_code == 200


def test_program_is_told_the_same_of_a_scale(slow):
    made = scale()

    assert caller()("get", f"/api/v1/consultations/{made.slug}/scores/").status_code == 202
    assert caller()("get", f"/api/v1/consultations/{made.slug}/result/").status_code == 404
    outbox.sweep()
    assert caller()("get", f"/api/v1/consultations/{made.slug}/scores/").status_code == 200


def test_result_that_may_not_be_seen_is_neither_shown_nor_counted(client, slow):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    made = close(made)
    asked().delete()

    assert "are being counted" not in client.get(made.get_absolute_url()).content.decode()
    assert client.get(f"{made.get_absolute_url()}result.csv").status_code == 404
    assert caller()("get", f"/api/v1/consultations/{made.slug}/result/").status_code == 404
    assert not asked().exists()


def test_new_answer_asks_anew_and_drops_the_old_figures(client, slow):
    made = published()
    outbox.sweep()
    before = counted(made).key
    take_one_back(made)

    assert "are being counted" in client.get(made.get_absolute_url()).content.decode()
    outbox.sweep()

    assert counted(made).key != before
    assert selectors.results.at_hand(person(R.EDITOR), made).result.answered == 8


def test_answer_that_comes_while_it_is_counted_leaves_figures_that_nobody_is_shown(slow):
    made = published()
    old = selectors.counts.of(made).count.key
    job = asked().get()
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1)
    job.refresh_from_db()

    def tell(percent, _words):
        if percent == 50:
            take_one_back(made)

    services.counts.make(job, tell)

    assert counted(made).key == old
    assert isinstance(selectors.results.at_hand(person(R.EDITOR), made), Counting)


def test_count_of_a_killed_worker_is_taken_up_again_and_kept_once(slow):
    made = published()
    killed = asked().get()
    gone = timezone.now() - dt.timedelta(minutes=5)
    asked().update(state="running", attempts=1, lease_until=gone)
    killed.attempts, killed.state = 1, "running"

    outbox.sweep()
    kept = counted(made)
    services.counts.make(killed, lambda _percent, _words: None)

    assert asked().get().attempts == 2
    assert counted(made).counted_at == kept.counted_at


def test_count_that_failed_is_not_asked_for_again_by_each_reader(client, slow):
    made = published()
    asked().update(state="failed", done_at=timezone.now(), problem_en="No.", problem_fr="Non.")

    page = client.get(made.get_absolute_url()).content.decode()

    assert "The figures could not be counted" in page
    assert "data-look-again" not in page
    assert asked().count() == 1
    asked().update(done_at=timezone.now() - dt.timedelta(minutes=11))
    client.get(made.get_absolute_url())
    assert asked().count() == 2


def test_progress_goes_from_reading_to_the_end_of_the_draws(slow):
    published()
    job = asked().get()
    Job.objects.filter(pk=job.pk).update(state="running")
    job.refresh_from_db()
    told = []

    services.counts.make(job, lambda percent, _words: told.append(percent))

    assert told == sorted(told)
    assert (told[0], told[-1] > 80, told[-1] < 100) == (5, True, True)


def test_waiting_costs_as_much_for_many_answers_as_for_few(
    client, slow, django_assert_max_num_queries
):
    few = published(3)
    client.get(few.get_absolute_url())
    with django_assert_max_num_queries(16) as first:
        client.get(few.get_absolute_url())
    Consultation.objects.filter(pk=few.pk).update(slug="few")
    many = published(30)

    with django_assert_max_num_queries(len(first)):
        client.get(many.get_absolute_url())
