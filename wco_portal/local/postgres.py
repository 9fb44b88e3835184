"""The embedded PostgreSQL: one cluster, one role, on a unix socket only."""

import os
import shutil
import signal
from pathlib import Path

import psycopg
from psycopg import sql

from wco_portal.local import homes
from wco_portal.local.accounts import Account
from wco_portal.local.places import Places
from wco_portal.local.programs import Program
from wco_portal.local.supervisor import StartError

MAJOR = "18"
OWNER = "postgres"
ROLE = "portal"
# What a crash may take from a cluster that is thrown away anyway.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def program(places: Places, account: Account, *, careless: bool) -> Program:
    """Describe the server, with its cluster made ready."""
    programs = homes.postgres_programs(places, account)
    data = places.servers / "postgres"
    _make_cluster(places, account, programs, data)
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={places.run}",
        "unix_socket_permissions=0700",
        "max_connections=100",
        "shared_buffers=128MB",
        "log_timezone=UTC",
        *(CARELESS if careless else []),
    ]
    options = [word for setting in settings for word in ("-c", setting)]
    return Program(
        name="postgres",
        command=[str(programs / "postgres"), "-D", str(data), *options],
        env={"LC_ALL": "C", "TZ": "UTC"},
        account=account,
        stop=signal.SIGINT,  # "Fast": roll back what is open and go.
        keeps_data=True,
    )


def is_ready(places: Places) -> bool:
    """Tell whether the server answers its owner."""
    try:
        with _connect(places):
            return True
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise StartError(
                f"{places.var}/secrets/{OWNER} is not the password of the database in "
                f"{places.servers}/postgres. Put the right secret back, or move both folders away."
            ) from error
        return False


def make_database(places: Places, name: str = ROLE) -> None:
    """Create the portal's role and database; set the role's password to the present secret."""
    with _connect(places) as connection:
        password = connection.pgconn.encrypt_password(
            places.secret("database").encode(), ROLE.encode(), b"scram-sha-256"
        ).decode()
        role = sql.Identifier(ROLE)
        if not _exists(connection, "pg_roles", "rolname", ROLE):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        connection.execute(
            sql.SQL("ALTER ROLE {} CREATEDB CREATEROLE PASSWORD {}").format(role, password)
        )
        # So that a migration may make the narrower role and the portal may take it.
        connection.execute(
            sql.SQL("ALTER ROLE {} SET createrole_self_grant = 'set, inherit'").format(role)
        )
        if not _exists(connection, "pg_database", "datname", name):
            statement = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(statement.format(sql.Identifier(name), role))


def _exists(connection: psycopg.Connection, table: str, column: str, name: str) -> bool:
    """Look a name up in one of PostgreSQL's own tables."""
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None


def _connect(places: Places) -> psycopg.Connection:
    """Connect as the cluster's owner."""
    return psycopg.connect(
        host=str(places.run),
        user=OWNER,
        password=places.secret(OWNER),
        dbname=OWNER,
        connect_timeout=3,
        autocommit=True,
    )


def _make_cluster(places: Places, account: Account, programs: Path, data: Path) -> None:
    """Run initdb once; a half-made cluster is thrown away, never used."""
    if data.exists():
        found = (data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise StartError(
                f"{data} was made by PostgreSQL {found}; this portal brings {MAJOR}. Carry the "
                "data over with pg_dumpall of the old version, or move the folder away."
            )
        return
    draft = data.with_name("postgres.draft")
    if draft.exists():
        shutil.rmtree(draft)
    account.own(draft)
    password = places.run / "initial"
    password.write_text(places.secret(OWNER))
    password.chmod(0o600)
    os.chown(password, account.uid, account.gid)
    done = account.run(
        [
            *(str(programs / "initdb"), "-D", str(draft), "-U", OWNER, f"--pwfile={password}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        ],
        folder=places.run,
    )
    password.unlink()
    if done.returncode:
        raise StartError(f"PostgreSQL could not make its folder {draft}:\n{done.stderr}")
    draft.rename(data)
