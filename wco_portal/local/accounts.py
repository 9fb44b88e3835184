"""The account the embedded servers run under: never root, because PostgreSQL refuses it."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534


@dataclass(frozen=True)
class Account:
    """A user of the machine by number."""

    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Give this account a folder that nobody else may enter."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), self.uid}:
            raise PermissionError(f"{path} belongs to somebody else; remove it and start again.")
        path.chmod(0o700)
        if found.st_uid != self.uid:
            os.chown(path, self.uid, self.gid)

    @property
    def is_ours(self) -> bool:
        """Tell whether this is the account we run under ourselves."""
        return self.uid == os.geteuid()

    def run(self, command: list[str], *, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as this account, with a bare environment."""
        return subprocess.run(  # noqa: S603 -- our own commands
            command,
            capture_output=True,
            text=True,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
            check=False,
        )

    def reaches(self, path: Path) -> bool:
        """Tell whether every folder above a path lets this account through."""
        return all(self._passes(folder) for folder in path.resolve().parents)

    def _passes(self, folder: Path) -> bool:
        """Tell whether one folder lets this account through."""
        try:
            found = folder.stat()
        except FileNotFoundError:
            return True  # We shall make it, open enough.
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def server_account() -> Account:
    """Give the account for the servers: our own, or `nobody` when we are root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY, NOBODY)
    return Account(nobody.pw_uid, nobody.pw_gid)
