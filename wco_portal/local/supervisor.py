"""The watch over several programs: starts them in order, restarts the fallen, stops them all."""

import contextlib
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

from wco_portal.local.programs import Program, Running

TICK = 0.1


class StartError(Exception):
    """Something did not start; the message says what to do."""


class StoppedError(Exception):
    """Somebody asked us to stop while we were still starting."""


class Supervisor:
    """A handful of programs that live and die with us."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        """Keep the folder for logs and process numbers, and the way to speak to people."""
        self.folder = folder
        self.say = say
        self.children: list[Running] = []
        self.stopping = False

    def start(self, program: Program) -> Running:
        """Start a program and keep it running from now on."""
        child = Running(program, self.folder)
        child.start()
        self.children.append(child)
        return child

    def wait_ready(self, child: Running, ready: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until a program answers; a program that keeps falling stops the start."""
        name, deadline = child.program.name, time.monotonic() + seconds
        while not self.stopping:
            if ready():
                return
            self.look()
            if child.falls > 3 or time.monotonic() > deadline:  # noqa: PLR2004 -- tries
                raise StartError(f"{name} does not start. Its last words:\n{child.last_words()}")
            time.sleep(TICK)
        raise StoppedError

    def look(self) -> None:
        """Restart what has fallen and has waited long enough."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and not child.is_up:
                code = child.process.returncode
                pause = child.fall()
                self.say(
                    f"{child.program.name} ended ({_ending(code)}); again in {pause:g} s. "
                    f"See {child.log}"
                )
            elif child.process is None and now >= child.again_at:
                child.start()

    def run(self, command: list[str], env: Mapping[str, str] | None = None) -> int:
        """Run a job to its end beside the others; our wish to stop is passed on to it."""
        job = subprocess.Popen(command, env=env)  # noqa: S603 -- our own commands
        asked = False
        while job.poll() is None:
            if self.stopping and not asked:
                job.terminate()
                asked = True
            if not self.stopping:
                self.look()
            time.sleep(TICK)
        return job.returncode

    def watch(self) -> None:
        """Keep everything running until somebody asks us to stop."""
        while not self.stopping:
            self.look()
            time.sleep(TICK)

    def stop(self) -> None:
        """Stop all: first what serves people, then what keeps their data."""
        self.stopping = True
        for keeps_data in (False, True):
            leaving = [c for c in self.children if c.program.keeps_data == keeps_data]
            for child in leaving:
                child.ask_to_stop()
            for child in leaving:
                child.wait_stopped()
        self.children.clear()

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        """Take a signal as the wish to stop."""
        self.stopping = True

    @contextlib.contextmanager
    def on_duty(self) -> Iterator[None]:
        """Answer signals, be the only one in the folder, and stop everything at the end."""
        lock = _alone(self.folder)
        signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {sign: signal.signal(sign, self.ask) for sign in signs}
        try:
            yield
        finally:
            self.stop()
            for sign, handler in before.items():
                signal.signal(sign, handler)
            os.close(lock)


def _alone(folder: Path) -> int:
    """Take the folder's lock, or say who has it."""
    path = folder / "lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + 3  # A predecessor that is just stopping may finish.
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(TICK)
                continue
            holder = os.pread(lock, 20, 0).decode() or "?"
            os.close(lock)
            raise StartError(
                f"The portal is already running from this folder (process {holder}). "
                "Stop it first, or set PORTAL_VAR and PORT to run a second one."
            ) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        return lock


def _ending(code: int) -> str:
    """Say how a process ended."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
