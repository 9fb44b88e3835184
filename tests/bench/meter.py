"""The meter: requests over real sockets, and the CPU time that processes spent on them."""

import http.client
import os
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass
class Target:
    """Something to ask for, and as whom."""

    name: str
    port: int
    path: str
    cookie: str = ""
    method: str = "GET"

    def ask(self, connection):
        """Send one request; return its milliseconds, status and bytes."""
        headers = {"Accept-Encoding": "gzip", "Host": f"127.0.0.1:{self.port}"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        began = time.perf_counter()
        connection.request(self.method, self.path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        return (time.perf_counter() - began) * 1000, answer.status, size

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)


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
        return _tree(self.web[port]), _tree(self.database) if self.database else 0.0


def interleaved(targets, processes, *, requests):
    """Ask the targets in turn, one request at a time, so that noise meets all alike."""
    measures = {target.name: Measure() for target in targets}
    lines = {target.name: target.connect() for target in targets}
    for target in targets:
        for _ in range(4):
            target.ask(lines[target.name])
    for _ in range(requests):
        for target in targets:
            measures[target.name].add(*target.ask(lines[target.name]))
    for target in targets:  # Ticks of the CPU are coarse: a block of its own, not per request.
        _count(target, processes, measures[target.name], lines[target.name], requests)
    for line in lines.values():
        line.close()
    return measures


def _count(target, processes, measure, line, requests):
    before = processes.spent(target.port)
    for _ in range(requests):
        target.ask(line)
    after = processes.spent(target.port)
    measure.cpu = (after[0] - before[0]) / requests
    measure.database_cpu = (after[1] - before[1]) / requests


def at_once(target, *, clients, seconds):
    """Ask from several connections for a while; return the measure and requests per second."""
    measure, lock = Measure(), threading.Lock()
    deadline = time.perf_counter() + seconds

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

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return measure, len(measure.times) / seconds


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
