"""Acts that are measured once each time they are done: publishing, exporting, starting."""

import time

from django.test import Client

from communications.models import Chapter
from communications.services import chapters
from strategy.models import Consultation
from tests.bench.data import staff
from wco_portal.audit.services import outbox
from wco_portal.publishing.selectors import documents


def publishing(times):
    """Write a chapter, send it, publish it; give the milliseconds of the request and the index."""
    writer, publisher = staff("editor"), staff("communications")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(publisher, backend="allauth.account.auth_backends.AuthenticationBackend")
    requests, indexes = [], []
    for number in range(times):
        chapter = _sent(number, by=writer)
        began = time.perf_counter()
        answer = client.post(f"/en/handbook/{chapter.slug}/publish/")
        requests.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 302, answer.status_code
        began = time.perf_counter()
        outbox.sweep()
        indexes.append((time.perf_counter() - began) * 1000)
    return requests, indexes


def _sent(number, *, by):
    chapter = Chapter.objects.published().order_by("number").first()
    for language in ("en", "fr"):
        document = documents.in_language(chapter.text, language)
        chapters.write(
            chapter,
            language=language,
            markdown=f"{documents.as_markdown(document)}\n\nRevision {number}.",
            base_version=document.version,
            by=by,
        )
    return chapters.submit(chapter, by=by)


def registrations(slug, ending):
    """Give the milliseconds and the size of a registrar's file."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        staff("registrar"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    began = time.perf_counter()
    answer = client.get(f"/en/conferences/{slug}/registrations.{ending}")
    took = (time.perf_counter() - began) * 1000
    return {
        "ms": round(took),
        "kB": round(len(answer.content) / 1000),
        "status": answer.status_code,
    }


def answers(who="editor"):
    """Give the milliseconds and bytes of a consultation's answers as CSV."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(staff(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    consultation = Consultation.objects.filter(state="published").first()
    began = time.perf_counter()
    answer = client.get(f"/en/consultations/{consultation.slug}/answers.csv")
    body = b"".join(answer) if answer.streaming else answer.content
    return (time.perf_counter() - began) * 1000, answer.status_code, len(body)
