"""How long the server takes to accept a step, beside the textbook transaction of this machine."""

import statistics
import time

from django.db import connection, transaction

from wco_portal.common import clock, ids
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document, Text
from wco_portal.publishing.rules import schema
from wco_portal.publishing.services import steps, writers
from wco_portal.publishing.services.log import Origin
from wco_portal.publishing.services.steps import Act

WORDS = "Customs administrations help legitimate goods to cross borders quickly. " * 5


def measure(report, *, times):
    """Report the median of an accepted step in the plan as it is, and in one of 400 sections."""
    limit = _median(_textbook, times)
    with clock.held():
        for name, sections in (("step, plan as it is", 0), ("step, 400 sections", 400)):
            took = _median(_writer(sections), times)
            report.fact(
                name, step_ms=round(took, 2), limit_ms=round(limit, 2), ratio=round(took / limit, 2)
            )


def _median(act, times):
    took = []
    for _time in range(times):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _textbook():
    """SELECT FOR UPDATE, INSERT, UPDATE, COMMIT."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS bench_row (id int, n int)")
        cursor.execute("SELECT 1 FROM publishing_document ORDER BY id LIMIT 1 FOR UPDATE")
        cursor.execute("INSERT INTO bench_row VALUES (1, 1)")
        cursor.execute("UPDATE bench_row SET n = n + 1 WHERE n = 1")


def _writer(sections):
    text = Text.objects.get(plan__slug="2019-2022")
    document = Document.objects.get(text=text, language="en")
    editor = Person.objects.get(email="editor@demo.example")
    if sections:
        _fill(document, sections)
    section = schema.block_id(schema.sections(document.body)[0])
    writer = writers.join(text, section=section, client="", session="bench", by=editor)
    state = {"seq": 0, "base": document.version}

    def write():
        state["seq"] += 1
        step = {"stepType": "replace", "from": 1, "to": 1}
        step["slice"] = {"content": [{"type": "text", "text": "a"}]}
        act = Act(section, state["base"], [step], Origin(writer.client, state["seq"]))
        answer = steps.accept(text, language="en", act=act, session="bench", by=editor)
        state["base"] = answer.version

    return write


def _fill(document, sections):
    """Add sections to the text; the measuring database is thrown away."""
    body = document.body
    for _number in range(sections):
        paragraph = {"type": "paragraph", "attrs": {"id": ids.public_id()}}
        paragraph["content"] = [{"type": "text", "text": WORDS}]
        part = {"type": "section", "attrs": {"id": ids.public_id()}, "content": [paragraph]}
        body["content"].append(part)
    document.body, document.size = body, schema.length(body)
    document.save(update_fields=["body", "fresh", "size"])
