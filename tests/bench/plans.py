"""Large plans: their page, their difference, their history, and one printed whole in a job."""

import os
import statistics
import time
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy import selectors, services
from tests.bench import pages
from tests.bench.meter import interleaved
from tests.bench.pages import Row
from tests.bench.plan_data import BEFORE, HISTORIES, NEWEST, REWRITTEN, VERSIONS, plan
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.files import selectors as files
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.publishing.selectors import frozen

FEW, MANY = VERSIONS
SHORT, LONG = HISTORIES
COMPARED = {"a tenth changed": BEFORE, "all reworded": REWRITTEN}


@dataclass(frozen=True)
class Pair:
    """Two pages that must take equally long: one with little behind it, one with much."""

    name: str
    few: Row
    many: Row


def pairs():
    """Give the pages that must not feel how much is behind them."""
    read, compare = "/en/plans/{}/", "/en/plans/{}/compare/"
    return [
        Pair(
            "page of a plan of 400",
            Row("400 elements, 1 version", read.format(FEW)),
            Row("400 elements, 100 versions", read.format(MANY)),
        ),
        Pair(
            "the same, kept",
            Row("1 version, kept", read.format(FEW), aim=0.35, is_fresh=False),
            Row("100 versions, kept", read.format(MANY), aim=0.35, is_fresh=False),
        ),
        Pair(
            "its editor's page of it",
            Row("1 version, an editor", read.format(FEW), who="editor"),
            Row("100 versions, an editor", read.format(MANY), who="editor"),
        ),
        Pair(
            "history of the text",
            Row("history of 10 revisions", f"/en/plans/{SHORT}/revisions/", who="editor"),
            Row("history of 10,000 revisions", f"/en/plans/{LONG}/revisions/", who="editor"),
        ),
        Pair(
            "difference of two versions",
            Row(
                "400 elements, a tenth changed", f"{compare.format(MANY)}?old={BEFORE}&new={NEWEST}"
            ),
            Row(
                "400 elements, all reworded", f"{compare.format(MANY)}?old={REWRITTEN}&new={NEWEST}"
            ),
        ),
    ]


def measure(report, *, port, limit, processes, each, times):
    """Report every pair side by side, in one loop with the limit; then what no page does."""
    for pair in pairs():
        found = [pages.found(row, port) for row in (pair.few, pair.many)]
        if None in found:
            continue
        measures = interleaved([limit, *(one.target for one in found)], processes, **each)
        few, many = (measures[one.row.name] for one in found)
        for one, measured in zip(found, (few, many), strict=True):
            report.row(one.target, measured, measures[limit.name], aim=one.row.aim, sql=one.sql)
        report.fact(
            f"{pair.name}, much to little",
            ratio=round(many.p50 / few.p50, 2),
            cpu_ratio=round(many.cpu / few.cpu, 2) if few.cpu else None,
            sql=[one.sql for one in found],
        )
    with clock.held():
        _differences(report, times)
        _prints(report, times)


def _differences(report, times):
    """Compare two frozen versions of 400 elements without a page."""
    for name, number in COMPARED.items():
        took = _timed(partial(_compared, number), times)
        contents = [
            frozen.numbered(plan(MANY).public_id, each).content for each in (number, NEWEST)
        ]
        compare = partial(selectors.comparisons.between, *contents, language="en")
        report.fact(
            f"difference of 400 elements, {name}",
            "<= 300 ms",
            **took,
            without_reading_ms=_timed(compare, times)["ms"],
        )


def _compared(number):
    found = plan(MANY)
    editor = Person.objects.get(email="editor@demo.example")
    sides = {side.key: side for side in selectors.comparisons.sides(found, actor=editor)}
    old, new = sides[str(number)], sides[str(NEWEST)]
    return selectors.comparisons.compare(found, old, new, language="en")


def _prints(report, times):
    """Have plans printed as a reader does: asked for, made by a worker, each time anew."""
    jobs.jobs.run_due(clock.now())
    current = selectors.plans.in_force()
    for name, slug in (("the plan in force", current.slug), ("a plan of 400 elements", MANY)):
        wanted = _timed(partial(_wanted, slug), times)
        made = _timed(_made, times, before=partial(_asked, slug))
        job = Job.objects.latest("pk")
        report.fact(
            f"PDF of {name}, in a job",
            "<= 2 s",
            **made,
            asking_ms=wanted["ms"],
            state=job.state,
            kB=round(job.file.size / 1000) if job.file else None,
        )


def _wanted(slug):
    return selectors.plan_prints.current(slug, "plan.pdf", AnonymousUser())


def _asked(slug):
    """Ask for the file; what was made before is forgotten."""
    wanted = _wanted(slug)
    if wanted.file is not None:
        files.files.place(wanted.file).unlink()
    services.plan_prints.ask(wanted, actor=AnonymousUser())


def _made():
    assert jobs.jobs.run_due(clock.now()) == 1


def _timed(act, times, *, before=lambda: None):
    """Give the medians of what an act takes, processes that it starts included; its queries."""
    took, spent = [], []
    for _time in range(times):
        before()
        with CaptureQueriesContext(connection) as queries:
            began, had = time.perf_counter(), sum(os.times()[:4])
            act()
            took.append((time.perf_counter() - began) * 1000)
            spent.append((sum(os.times()[:4]) - had) * 1000)
    return {
        "ms": round(statistics.median(took)),
        "cpu_ms": round(statistics.median(spent)),
        "sql": len(queries),
    }
