"""The embedded Valkey: it loses nothing that it accepted, and never evicts."""

import redis

from wco_portal.local import homes
from wco_portal.local.accounts import Account
from wco_portal.local.places import VALKEY_SOCKET, Places
from wco_portal.local.programs import Program

SETTINGS = """
port 0
unixsocket {socket}
unixsocketperm 700
requirepass {password}
dir {folder}
appendonly yes
appendfsync {fsync}
save ""
maxmemory-policy noeviction
daemonize no
"""


def program(places: Places, account: Account, *, careless: bool) -> Program:
    """Describe the server; its settings go in by standard input, so the password is in no list."""
    folder = places.servers / "valkey"
    account.own(folder)
    settings = SETTINGS.format(
        socket=_quoted(places.run / VALKEY_SOCKET),
        folder=_quoted(folder),
        password=places.secret("valkey"),
        fsync="no" if careless else "everysec",
    )
    return Program(
        name="valkey",
        command=[str(homes.valkey_program(places, account)), "-"],
        account=account,
        stdin=settings,
        keeps_data=True,
    )


def is_ready(places: Places) -> bool:
    """Tell whether the server answers."""
    try:
        return bool(redis.Redis.from_url(places.redis_url(0), socket_timeout=2).ping())
    except redis.ConnectionError:  # Also while it still reads its file back.
        return False


def _quoted(path: object) -> str:
    """Write a path so that Valkey reads it as one word."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
