"""The meter: requests over real sockets, and the CPU time that processes spent on them."""

import http.client
import os
import statistics
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")
# Each request for a fresh page has an address that was never asked for before.
NEVER_ASKED = count(time.time_ns())
ENCODINGS = "gzip, deflate, br"
LEAST = 5


@dataclass
class Target:
    """Something to ask for, and as whom."""

    name: str
    port: int
    path: str
    cookie: str = ""
    method: str = "GET"
    # Made anew for each request, whatever the portal keeps.
    is_fresh: bool = False

    def ask(self, connection):
        """Send one request; return its milliseconds, status and bytes."""
        headers = {"Accept-Encoding": ENCODINGS, "Host": f"127.0.0.1:{self.port}"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        began = time.perf_counter()
        connection.request(self.method, self.address, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        return (time.perf_counter() - began) * 1000, answer.status, size

    @property
    def address(self):
        if not self.is_fresh:
            return self.path
        return f"{self.path}{'&' if '?' in self.path else '?'}n={next(NEVER_ASKED)}"

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)


@dataclass
class Measure:
    """What a target took."""

    times: list = field(default_factory=list)
    errors: int = 0
    size: int = 0
    cpu: float = 0.0
    database_cpu: float = 0.0

    def add(self, took, status, size, *, good=(200, 201, 302)):
        self.times.append(took)
        self.size = size
        self.errors += status not in good

    @property
    def p50(self):
        return statistics.median(self.times)

    @property
    def p95(self):
        return statistics.quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.times[0]


@dataclass
class Processes:
    """The processes whose CPU time is counted: two web servers' trees and the database's."""

    web: dict
    database: int | None

    def spent(self, port):
        """Give the milliseconds that a web server and the database have used so far."""
        return _tree(self.web[port]), _tree(self.database) if self.database else 0.0


def interleaved(targets, processes, *, requests, seconds):
    """Ask the targets in turn, one request at a time, so that noise meets all alike.

    What is slow is asked less often: no more than these seconds, but five times.
    """
    measures = {target.name: Measure() for target in targets}
    lines = {target.name: target.connect() for target in targets}
    for target in targets:
        for _ in range(4):
            target.ask(lines[target.name])
    deadline, asked = time.perf_counter() + seconds, 0
    while asked < LEAST or (asked < requests and time.perf_counter() < deadline):
        for target in targets:
            measures[target.name].add(*target.ask(lines[target.name]))
        asked += 1
    for line in lines.values():
        line.close()
    for target in targets:  # Ticks of the CPU are coarse: a block of its own, not per request.
        _count(target, processes, measures[target.name], requests=asked)
    return measures


def _count(target, processes, measure, *, requests):
    line, before = target.connect(), processes.spent(target.port)
    for _ in range(requests):
        target.ask(line)
    after = processes.spent(target.port)
    line.close()
    measure.cpu = (after[0] - before[0]) / requests
    measure.database_cpu = (after[1] - before[1]) / requests


def at_once(targets, *, clients, seconds, rounds):
    """Ask from several connections, the targets by turns; return measures and requests per s."""
    measures = {target.name: Measure() for target in targets}
    for _ in range(rounds):
        for target in targets:
            _crowd(target, measures[target.name], clients=clients, seconds=seconds)
    return {name: (each, len(each.times) / seconds / rounds) for name, each in measures.items()}


def _crowd(target, measure, *, clients, seconds):
    lock, deadline = threading.Lock(), time.perf_counter() + seconds

    def client():
        line = target.connect()
        while time.perf_counter() < deadline:
            try:
                answer = target.ask(line)
            except (OSError, http.client.HTTPException):
                line.close()
                line = target.connect()
                answer = (0.0, 0, 0)
            with lock:
                measure.add(*answer)
        line.close()

    together([client] * clients)


def together(jobs):
    """Run functions at once, each in a thread."""
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def memory(pid):
    """Give the proportional memory of a process tree in MB, largest process first."""
    sizes = []
    for each in [pid, *_below(pid)]:
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        sizes += [int(line.split()[1]) / 1024 for line in rollup.splitlines() if "Pss:" in line][:1]
    return sorted(sizes, reverse=True)


def _tree(pid):
    """Give the milliseconds of CPU that a process and all below it have used."""
    return sum(_used(each) for each in [pid, *_below(pid)])


def _below(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [each for child in children for each in [int(child), *_below(int(child))]]


def _used(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(number) for number in fields[11:15]) * TICK
