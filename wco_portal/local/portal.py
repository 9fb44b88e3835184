"""What the whole portal consists of, process by process."""

import http.client
import socket
import sys
from pathlib import Path

from wco_portal.local.places import Places
from wco_portal.local.programs import Program
from wco_portal.local.supervisor import StartError, StoppedError, Supervisor

HOST = "127.0.0.1"
PYTHON = sys.executable
ENV = {"PYTHONUNBUFFERED": "1"}


def manage(*words: str) -> list[str]:
    """Spell a command of the portal."""
    return [PYTHON, str(Path(__file__).resolve().parents[2] / "manage.py"), *words]


def web(port: int) -> Program:
    """Describe the web server: a worker that dies must not take the others with it."""
    return Program(
        name="web",
        command=[
            *(PYTHON, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", HOST, "--port", str(port), "--workers", "2", "--blocking-threads", "4"),
            *("--respawn-failed-workers", "--respawn-interval", "1"),
            *("--workers-kill-timeout", "10"),
            "wco_portal.wsgi:application",
        ],
        env=ENV,
    )


def helpers(places: Places) -> list[Program]:
    """Describe what works behind the web server."""
    celery = [PYTHON, "-m", "celery", "-A", "wco_portal.celery"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    schedule = str(places.var / "beat")
    return [
        Program("worker", [*celery, "worker", "-l", "INFO", *quiet], env=ENV, patience=45),
        Program("beat", [*celery, "beat", "-l", "INFO", "--pidfile=", "-s", schedule], env=ENV),
        Program("sweep", manage("sweep", "--forever"), env=ENV),
    ]


def start(supervisor: Supervisor, places: Places, *, port: int) -> None:
    """Start all processes of the portal and return when it answers."""
    code = supervisor.run(manage("prepare"))
    if supervisor.stopping:
        raise StoppedError
    if code:
        raise StartError("The database was not made ready; the reason stands above.")
    server = supervisor.start(web(port))
    for program in helpers(places):
        supervisor.start(program)
    supervisor.wait_ready(server, lambda: is_ready(port))


def is_ready(port: int) -> bool:
    """Ask the portal whether it can work."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def require_free(port: int) -> None:
    """Refuse a port that another program holds."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StartError(
                f"Port {port} is taken or not ours to take ({error.strerror}). Another one does: "
                f"`PORT={port + 1 if port < 65535 else 8000} make run`."  # noqa: PLR2004 -- ports
            ) from None
