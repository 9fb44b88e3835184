"""Start the portal and the limits side by side, measure, print a table, keep JSON lines."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wco_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- after the set-up
from django.db import connection  # noqa: E402 -- as above

from tests.bench import pages, writing  # noqa: E402 -- as above
from tests.bench.limits import fill  # noqa: E402 -- as above
from tests.bench.meter import Processes, Target, at_once, interleaved, memory  # noqa: E402
from tests.stack import free_port, until  # noqa: E402 -- as above

ROOT = Path(__file__).resolve().parents[2]
QUICK = os.environ.get("QUICK") == "1"
REQUESTS = 30 if QUICK else 200
CROWDS = [8] if QUICK else [8, 32]
SECONDS = 1.0 if QUICK else 5.0
HEAD = f"{'':26}{'p50':>8}{'p95':>8}{'x':>7}{'CPU':>7}{'PG':>6}{'SQL':>5}{'kB':>7}"


def main():
    """Measure all there is."""
    places = settings.PORTAL_VAR
    _manage("prepare")
    with connection.cursor() as cursor:
        fill(cursor)
    ports = {"portal": free_port(), "limits": free_port()}
    began = time.monotonic()
    servers = {
        ports["portal"]: _serve("wco_portal.wsgi:application", ports["portal"]),
        ports["limits"]: _serve("tests.bench.limits:application", ports["limits"]),
    }
    try:
        _await(Target("", ports["portal"], "/readyz"))
        cold = time.monotonic() - began
        _await(Target("", ports["limits"], "/limit_const"))
        database = Path(places) / "log" / "postgres.pid"
        number = int(database.read_text().split()[0]) if database.exists() else None
        web = {port: server.pid for port, server in servers.items()}
        report = Report(ROOT / "var" / "bench")
        report.line({"cold_start_s": round(cold, 2), "quick": QUICK})
        _measure(report, ports, Processes(web, number))
        report.line({"memory_mb": [round(size) for size in memory(web[ports["portal"]])]})
    finally:
        for server in servers.values():
            os.killpg(server.pid, signal.SIGTERM)
        for server in servers.values():
            server.wait(30)


def _measure(report, ports, processes):
    limits = {
        name: Target(name, ports["limits"], f"/{name}")
        for name in ("limit_const", "limit_b", "limit_js", "limit_fts")
    }
    limits["limit_reg"] = Target("limit_reg", ports["limits"], "/limit_reg", method="POST")
    print(HEAD)
    for name, limit in limits.items():
        report.row(limit, interleaved([limit], processes, requests=REQUESTS)[name])
    for page in pages.found(ports["portal"]):
        limit = limits[page.limit]
        measures = interleaved([page.target, limit], processes, requests=REQUESTS)
        report.row(page.target, measures[page.target.name], measures[limit.name], sql=page.sql)
    writing.measure(report, times=REQUESTS)
    for clients in CROWDS:
        print(f"\n{clients} at once{'':18}{'p50':>8}{'p95':>8}{'per s':>8}")
        for target in [limits["limit_b"], *(page.target for page in pages.found(ports["portal"]))]:
            report.crowd(target, clients, *at_once(target, clients=clients, seconds=SECONDS))


class Report:
    """A table for people, JSON lines for comparing runs."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}.jsonl"

    def line(self, data):
        with self.path.open("a") as file:
            file.write(json.dumps(data) + "\n")
        if "p50" not in data:
            print(" ".join(f"{key}={value}" for key, value in data.items()))

    def row(self, target, measure, limit=None, *, sql=None):
        ratio = round(measure.p50 / limit.p50, 2) if limit else None
        self.line(
            {
                "name": target.name,
                "path": target.path,
                "p50": round(measure.p50, 2),
                "p95": round(measure.p95, 2),
                "ratio": ratio,
                "cpu_ms": round(measure.cpu, 2),
                "database_cpu_ms": round(measure.database_cpu, 2),
                "sql": sql,
                "bytes": measure.size,
                "errors": measure.errors,
            }
        )
        shown = "" if ratio is None else f"{ratio:.2f}"
        print(
            f"{target.name:26}{measure.p50:8.2f}{measure.p95:8.2f}{shown:>7}{measure.cpu:7.2f}"
            f"{measure.database_cpu:6.2f}{'' if sql is None else sql:>5}{measure.size / 1000:7.1f}"
            f"{'  ' + str(measure.errors) + ' errors' if measure.errors else ''}",
            flush=True,
        )

    def crowd(self, target, clients, measure, rate):
        self.line(
            {
                "name": target.name,
                "clients": clients,
                "p50": round(measure.p50, 2),
                "p95": round(measure.p95, 2),
                "per_s": round(rate, 1),
                "errors": measure.errors,
            }
        )
        print(
            f"{target.name:26}{measure.p50:8.2f}{measure.p95:8.2f}{rate:8.0f}"
            f"{'  ' + str(measure.errors) + ' errors' if measure.errors else ''}",
            flush=True,
        )


def _manage(*words):
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True)


def _serve(application, port):
    """Serve by the same command as the portal."""
    from wco_portal.local import portal  # noqa: PLC0415 -- beside its use

    command = [*portal.web(port).command[:-1], application]
    environment = {**os.environ, "PORTAL_LIMIT_ANONYMOUS": "1000000", "PYTHONPATH": str(ROOT)}
    log = (Path(settings.PORTAL_VAR) / "log" / f"bench-{port}.log").open("wb")
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
    )


def _await(target):
    def answers():
        try:
            return target.ask(target.connect())[1] == 200
        except OSError:
            return False

    until(answers, seconds=60, every=0.05)


if __name__ == "__main__":
    main()
