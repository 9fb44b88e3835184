"""Where the embedded servers keep things, and the addresses that follow from it.

Pure: no Django and no running server, so the settings may ask it.
"""

import hashlib
import os
import secrets
import tempfile
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

# The kernel cuts a socket's path at 108 bytes; PostgreSQL adds ".s.PGSQL.5432.lock" to the folder.
LONGEST_SOCKET = 100
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"


class Places:
    """The folders, secrets and addresses of one copy of the portal."""

    def __init__(self, var: Path) -> None:
        """Remember the folder that everything hangs on."""
        self.var = Path(var).absolute()

    @property
    def logs(self) -> Path:
        """Say where the processes write what they have to say."""
        return self.var / "log"

    @property
    def elsewhere(self) -> Path:
        """Say which file names the folder used instead when the servers cannot reach `var`."""
        return self.var / "elsewhere"

    @cached_property
    def servers(self) -> Path:
        """Say which folder holds the servers' data."""
        if self.elsewhere.is_file():
            return Path(self.elsewhere.read_text().strip())
        return self.var

    @cached_property
    def run(self) -> Path:
        """Say which folder holds the sockets: a short one in the temporary folder if need be."""
        run = self.servers / "run"
        if len(os.fsencode(run / POSTGRES_SOCKET)) <= LONGEST_SOCKET:
            return run
        # The path is in the name too: a copied folder gets sockets of its own.
        name = hashlib.sha256(f"{self.secret('run')} {self.var}".encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"portal-{name}"

    def secret(self, name: str, *, size: int = 32) -> str:
        """Read a secret, and invent it the first time."""
        path = self.var / "secrets" / name
        try:
            return path.read_text()
        except FileNotFoundError:
            return _invent(path, size)

    @property
    def secret_key(self) -> str:
        """Give the key that signs sessions and tokens."""
        return self.secret("secret_key", size=50)

    def database_url(self, name: str = "portal") -> str:
        """Give the address of a database on the embedded PostgreSQL."""
        # In `host=` because django-environ leaves a host before the slash percent-encoded.
        host = quote(str(self.run), safe="")
        return f"postgres://portal:{self.secret('database')}@/{name}?host={host}"

    def redis_url(self, db: int) -> str:
        """Give the address of a database of the embedded Valkey for redis-py."""
        return f"unix://:{self.secret('valkey')}@{quote(str(self.run / VALKEY_SOCKET))}?db={db}"

    def broker_url(self, db: int) -> str:
        """Give the address of a database of the embedded Valkey for Celery."""
        path = quote(str(self.run / VALKEY_SOCKET))
        return f"redis+socket://:{self.secret('valkey')}@{path}?virtual_host={db}"


def _invent(path: Path, size: int) -> str:
    """Write a new secret so that of two processes at once the same one wins for both."""
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(size))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
