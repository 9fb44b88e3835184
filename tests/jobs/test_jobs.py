"""Jobs are done once, whoever dies over them, and seen by whom they belong to."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tests.factories import person
from tests.factories.api import caller
from wco_portal.audit.services import outbox
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.models import File
from wco_portal.files.services import files
from wco_portal.files.tables import PURPOSES, Purpose
from wco_portal.jobs import services, tables
from wco_portal.jobs.models import Job

pytestmark = pytest.mark.django_db
TITLES = {"en": "A file", "fr": "Un fichier"}


@pytest.fixture
def runs(monkeypatch):
    """Give a kind of job that does what the test says, and count how often it was begun."""
    found = []
    may_read = lambda actor, file: actor.is_authenticated or file.is_public  # noqa: E731
    row = Purpose("test", frozenset({"text/plain"}), 1000, may_read)
    monkeypatch.setitem(PURPOSES, "test", row)

    def run(job, tell):
        found.append(job.attempts)
        tell(40, _("Month"))
        if act := job.data.get("act"):
            raise {"refuse": DomainError(_("Month"), code="x"), "break": RuntimeError("x")}[act]
        made = files.Made("a.txt", "text/plain", b"words")
        return files.keep(made, purpose="test", owner="0000000000", key=job.key)

    monkeypatch.setitem(tables.KINDS, "test", tables.Kind("test", run, lambda _job: "/en/"))
    return found


def ask(by, key="k", **words):
    return services.jobs.ask("test", key=key, title=TITLES, data=words, by=by)


def test_a_job_is_done_by_the_next_sweep_and_once(runs):
    editor = person(R.EDITOR)
    job = ask(editor)

    assert ask(editor).pk == job.pk
    outbox.sweep()
    outbox.sweep()

    job.refresh_from_db()
    assert (job.state, job.progress, runs) == ("done", 100, [1])
    assert ask(editor).pk != job.pk


def test_a_job_of_a_killed_worker_is_taken_up_again_and_done_once(runs):
    job = ask(person(R.EDITOR))
    dead = services.jobs._claim()
    services.jobs.advance(dead, 10, _("Month"))

    outbox.sweep()
    assert runs == []
    Job.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    outbox.sweep()
    alive_again = services.jobs.finish(dead, file=File.objects.get())

    job.refresh_from_db()
    assert (job.state, job.attempts, runs, alive_again) == ("done", 2, [2], False)


def test_a_rule_ends_a_job_with_its_words(runs):
    job = ask(person(R.EDITOR), act="refuse")

    outbox.sweep()

    job.refresh_from_db()
    assert (job.state, job.problem_en, job.problem_fr) == ("failed", "Month", "Mois")


def test_a_defect_is_tried_again_and_given_up_in_words(runs):
    job = ask(person(R.EDITOR), act="break")

    for _each in range(5):
        outbox.sweep()
        Job.objects.update(due_at=timezone.now())

    job.refresh_from_db()
    assert (job.state, runs) == ("failed", [1, 2, 3])
    assert job.problem_fr != job.problem_en != ""


def test_the_page_says_how_far_it_is_and_leads_to_the_file(runs, client):
    editor = person(R.EDITOR)
    client.force_login(editor)
    job = ask(editor)

    waiting = client.get(job.get_absolute_url()).content.decode()
    services.jobs.advance(services.jobs._claim(), 40, _("Month"))
    running = client.get(f"/fr/jobs/{job.public_id}/").content.decode()
    Job.objects.update(lease_until=None)
    outbox.sweep()
    over = client.get(job.get_absolute_url()).content.decode()
    file = client.get(Job.objects.get().file.get_absolute_url())

    assert 'value="0"' in waiting
    assert 'value="40"' in running
    assert "Mois" in running
    assert "progress" not in over
    assert file.content == b"words"
    assert file["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_job_and_its_file_are_nobody_elses(runs, client):
    editor = person(R.EDITOR)
    job = ask(editor)
    outbox.sweep()
    path, api = job.get_absolute_url(), f"/api/v1/jobs/{job.public_id}/"
    file = File.objects.get().get_absolute_url()

    assert client.get(path).status_code == client.get(file).status_code == 404
    client.force_login(person(R.APPROVER))
    assert client.get(path).status_code == 404
    assert caller(person(R.APPROVER))("get", api).status_code == 404
    assert caller(editor)("get", api).json()["state"] == "done"
