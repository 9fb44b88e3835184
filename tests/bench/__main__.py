"""Start the portal and the limits side by side, measure, print a table, keep JSON lines."""

import os
import signal
import statistics
import subprocess
import time
from pathlib import Path

import django

from tests.bench import databases
from wco_portal.local.places import Places

PLACES = Places(Path(os.environ["PORTAL_VAR"]))
os.environ["DATABASE_URL"] = databases.ready(PLACES)
os.environ["PORTAL_DEMO"] = "1"
# Here, where the questions to the database are counted, and in the server that is measured.
os.environ |= {"PORTAL_LIMIT_ANONYMOUS": "1000000", "PORTAL_LIMIT_TOKEN": "1000000"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wco_portal.settings")
django.setup()

from django.db import connection  # noqa: E402 -- after the set-up

from tests.bench import acts, answers, data, limits, lines, pages, plans, storm, writing  # noqa: E402 -- as above
from tests.bench.meter import (  # noqa: E402 -- as above
    Processes,
    Target,
    at_once,
    interleaved,
    memory,
    together,
)
from tests.bench.report import CROWD, HEAD, Report  # noqa: E402 -- as above
from tests.stack import free_port, until  # noqa: E402 -- as above
from wco_portal.local import portal  # noqa: E402 -- as above

ROOT = databases.ROOT
QUICK = os.environ.get("QUICK") == "1"
# For each page, whatever comes first.
EACH = {"requests": 15, "seconds": 1} if QUICK else {"requests": 150, "seconds": 12}
CROWDS = (8, 32)
SECONDS, ROUNDS = (0.4, 1) if QUICK else (2.0, 3)
STORMS = 1 if QUICK else 5
ANSWERS = {"seconds": 10 if QUICK else 60}
PUBLISHED = 5 if QUICK else 20
LARGE = 3 if QUICK else 11
# What many ask for at once, and the aim: p95 in limits.
CROWDED = {"front page, kept": 0.5, "plan, kept": 0.5, "plan, made anew": 1.5}


def main():
    """Measure all there is."""
    with connection.cursor() as cursor:
        limits.fill(cursor)
    report = Report(ROOT / "var" / "bench")
    report.keep(name="run", quick=QUICK, load=os.getloadavg())
    ports = {"limits": free_port(), "portal": free_port()}
    servers = {}
    try:
        servers[ports["limits"]] = bare = Server("tests.bench.limits", ports["limits"], "/limit_b")
        servers[ports["portal"]] = ours = Server("wco_portal.wsgi", ports["portal"], "/en/")
        bench = Bench(report, ports, servers)
        bench.measure_pages()
        bench.measure_crowds()
        bench.measure_plans()
        bench.measure_acts()
        report.fact("cold start to first page", "<= 3 s", seconds=ours.cold, bare_django=bare.cold)
        report.fact("memory per worker", "<= 110 MB", MB=bench.workers())
        bench.measure_storms()
        bench.measure_answers()
        bench.measure_lines()
        report.title("Writing together, a step accepted")  # Last: it fills the plan's text up.
        writing.measure(report, times=PUBLISHED)
        if not QUICK:
            bench.measure_ten_times_the_text()
    finally:
        for server in servers.values():
            server.stop()
    print(f"\nKept in {report.path.relative_to(ROOT)}")


class Server:
    """A web server by the same command as the portal's, and how long its first page took."""

    def __init__(self, module, port, path):
        command = [*portal.web(port).command[:-1], f"{module}:application"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        began = time.monotonic()
        with (PLACES.logs / f"bench-{port}.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        first = Target("", port, path)

        def answers():
            try:
                return first.ask(first.connect())[1] == 200
            except OSError:
                return False

        until(answers, seconds=120, every=0.05)
        self.cold = round(time.monotonic() - began, 1)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)


class Bench:
    """The parts of a run."""

    def __init__(self, report, ports, servers):
        self.report, self.port = report, ports["portal"]
        self.pids = {port: server.process.pid for port, server in servers.items()}
        database = PLACES.logs / "postgres.pid"
        number = int(database.read_text().split()[0]) if database.exists() else None
        self.processes = Processes(self.pids, number)
        self.limits = {
            name: Target(name, ports["limits"], f"/{name}")
            for name in ("limit_const", "limit_b", "limit_js", "limit_fts")
        }
        method = {"method": "POST"}
        self.limits["limit_reg"] = Target("limit_reg", ports["limits"], "/limit_reg", **method)
        self.found = {}

    def measure_pages(self):
        self.report.title("One at a time, ms", HEAD)
        for limit in self.limits.values():
            self.report.row(limit, interleaved([limit], self.processes, **EACH)[limit.name])
        self._rows([*pages.rows(), *pages.search("5,000")])

    def _rows(self, rows):
        for row in rows:
            page = pages.found(row, self.port)
            if page is None:
                continue
            self.found[row.name] = page
            limit = self.limits[row.limit]
            measures = interleaved([page.target, limit], self.processes, **EACH)
            self.report.row(
                page.target,
                measures[row.name],
                measures[limit.name],
                aim=row.aim,
                sql=page.sql,
            )

    def measure_crowds(self):
        """Ask for a few pages from many connections, and for the limit between them."""
        named = [name for name in CROWDED if name in self.found]
        limit = self.limits["limit_b"]
        targets = [limit, *(self.found[name].target for name in named)]
        for clients in CROWDS:
            self.report.title(f"{clients} at once, ms", CROWD)
            told = at_once(targets, clients=clients, seconds=SECONDS, rounds=ROUNDS)
            for target in targets:
                measure, rate = told[target.name]
                self.report.crowd(
                    target,
                    clients,
                    measure,
                    rate,
                    limit=told[limit.name][0],
                    aim=CROWDED.get(target.name),
                )

    def measure_plans(self):
        self.report.title("Plans of 400 elements and long histories, ms", HEAD)
        plans.measure(
            self.report,
            port=self.port,
            limit=self.limits["limit_b"],
            processes=self.processes,
            each=EACH,
            times=LARGE,
        )

    def measure_acts(self):
        self.report.title("Acts")
        requests, indexes = acts.publishing(PUBLISHED)
        self.report.fact(
            "publishing an edition of a chapter",
            "<= 50 ms with its index",
            request_ms=round(statistics.median(requests)),
            index_ms=round(statistics.median(indexes)),
        )
        took, status, size = acts.answers()
        self.report.fact(
            "CSV of a consultation's answers", ms=round(took), status=status, kB=round(size / 1000)
        )
        for rows, aims in ((2000, ("150 ms", "500 ms")), (20000, ("1 s", "4 s"))):
            for ending, aim in zip(("csv", "xlsx"), aims, strict=True):
                told = acts.registrations(f"bench-{rows}", ending)
                self.report.fact(f"{rows} registrations as {ending}", f"<= {aim}", **told)

    def measure_storms(self):
        self.report.title("Storms: 200 buyers, 50 places")
        aim = ">= 60 sold per s, <= 25 ms CPU per sold, p95 <= 1 s, oversold 0"
        for number in range(STORMS):
            told = storm.by_the_form(self.port, self.processes)
            self.report.fact(f"by the form, 50 at once ({number + 1})", aim, **told)
        for number in range(STORMS):
            told = storm.by_the_service(self.port, self.processes)
            self.report.fact(f"by the service, 8 threads ({number + 1})", "oversold 0", **told)

    def measure_answers(self):
        self.report.title("Storms: 200 Members answer, saved every two seconds")
        answers.measure(self.report, port=self.port, processes=self.processes, **ANSWERS)

    def measure_lines(self):
        """Do the slow jobs side by side: each waits for its own line, not for the machine."""
        self.report.title("On a slow line: 400 ms, 256 kbit/s down, 128 up")
        told = {}

        def job(name):
            def work():
                try:
                    told[name] = lines.JOBS[name][0](self.port)
                except Exception as problem:  # noqa: BLE001 -- told, and the others go on
                    told[name] = {"failed": f"{type(problem).__name__}: {problem}"[:300]}

            return work

        together([job(name) for name in lines.JOBS])
        for name, (_job, aim) in lines.JOBS.items():
            self.report.fact(name, aim, **told[name])

    def measure_ten_times_the_text(self):
        self.report.title("Ten times the text, ms", HEAD)
        with connection.cursor() as cursor:
            data.ten_times_the_text(cursor)
        self._rows(pages.search("50,000"))

    def workers(self):
        """Give the memory of the two largest processes of the web server."""
        return [round(size) for size in memory(self.pids[self.port])[:2]]


if __name__ == "__main__":
    main()
