"""One program that runs under our eyes: started, watched, stopped, never left behind."""

import contextlib
import ctypes
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wco_portal.local.accounts import Account

PDEATHSIG = 1
LARGEST_LOG = 10 * 1024 * 1024
LONGEST_PAUSE = 30.0
CALM = 60.0


@dataclass(frozen=True)
class Program:
    """What to run, as whom, and how it likes to be stopped."""

    name: str
    command: list[str]
    env: Mapping[str, str] | None = None
    account: Account | None = None
    stdin: str = ""
    stop: signal.Signals = signal.SIGTERM
    patience: float = 20.0
    keeps_data: bool = False


@dataclass
class Running:
    """A program with its process, and its history of falling over."""

    program: Program
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    again_at: float = 0.0

    @property
    def log(self) -> Path:
        """Say where the program writes."""
        return self.folder / f"{self.program.name}.log"

    @property
    def pid_file(self) -> Path:
        """Say where the program's process number stands."""
        return self.folder / f"{self.program.name}.pid"

    @property
    def is_up(self) -> bool:
        """Tell whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the process, after whatever an earlier one left behind has gone."""
        self._clear_orphan()
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        account = self.program.account
        other = account if account and not account.is_ours else None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own commands
                self.program.command,
                stdin=subprocess.PIPE if self.program.stdin else subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=None if self.program.env is None else {**os.environ, **self.program.env},
                user=other.uid if other else None,
                group=other.gid if other else None,
                extra_groups=[] if other else None,
                start_new_session=True,
                preexec_fn=_die_with_parent(self.program.stop),  # noqa: PLW1509 -- no threads here
            )
        if self.process.stdin:
            with self.process.stdin as pipe:
                pipe.write(self.program.stdin.encode())
        self.started_at = time.monotonic()
        self.pid_file.write_text(f"{self.process.pid} {_born(self.process.pid)}")

    def fall(self) -> float:
        """Note that the process ended by itself; say how long to wait before the next start."""
        self._end_group(signal.SIGKILL)
        if time.monotonic() - self.started_at > CALM:
            self.falls = 0
        pause = min(math.ldexp(0.5, self.falls), LONGEST_PAUSE)
        self.falls += 1
        self.again_at = time.monotonic() + pause
        self.process = None
        self.pid_file.unlink(missing_ok=True)
        return pause

    def ask_to_stop(self) -> None:
        """Send the signal that this program understands as `finish and go`."""
        if self.is_up and self.process:
            self.process.send_signal(self.program.stop)

    def wait_stopped(self) -> None:
        """Wait until the process is gone; past its patience, end it and its children."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.program.patience)
        self._end_group(signal.SIGKILL)
        self.process.wait()
        self.process = None
        self.pid_file.unlink(missing_ok=True)

    def last_words(self, lines: int = 8) -> str:
        """Read the end of the program's log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""

    def _end_group(self, sign: signal.Signals) -> None:
        """Signal whatever is left of the process and its children."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, sign)

    def _clear_orphan(self) -> None:
        """End a process of ours that outlived the one that started it."""
        try:
            pid, born = self.pid_file.read_text().split(maxsplit=1)
        except (FileNotFoundError, ValueError):
            return
        for sign in (self.program.stop, signal.SIGKILL):
            deadline = time.monotonic() + self.program.patience
            if _born(int(pid)) == born != "?":
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(int(pid), sign)
            while _born(int(pid)) == born != "?" and time.monotonic() < deadline:
                time.sleep(0.1)
        self.pid_file.unlink(missing_ok=True)


def _born(pid: int) -> str:
    """Give the moment a process began, so that a reused number is not taken for it."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "?"
    after_name = stat.rpartition(")")[2].split()
    return "?" if after_name[0] == "Z" else after_name[19]


def _die_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """Make the kernel stop the child should we be killed (Linux only)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def arrange() -> None:
        prctl(PDEATHSIG, int(sign))

    return arrange
