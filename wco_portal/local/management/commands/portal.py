"""Run the whole portal on this machine."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wco_portal.local import accounts, homes, portal, servers
from wco_portal.local.places import Places
from wco_portal.local.supervisor import StartError, StoppedError, Supervisor


class Command(BaseCommand):
    """Start everything, keep it running, stop it in order."""

    help = "Run the portal: servers, web, worker, beat and sweep, until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        places = homes.settle(Places(Path(settings.PORTAL_VAR)), accounts.server_account())
        supervisor = Supervisor(places.logs, self._say)
        try:
            with supervisor.on_duty():
                self._run(supervisor, places)
                self._say("Stopping ...")
        except StartError as failure:
            raise CommandError(str(failure)) from None
        except StoppedError:
            pass
        self._say("Stopped.")

    def _run(self, supervisor: Supervisor, places: Places) -> None:
        portal.require_free(settings.PORT)
        servers.start(
            supervisor,
            places,
            with_postgres=settings.EMBEDDED_DATABASE,
            with_valkey=settings.EMBEDDED_BROKER,
        )
        portal.start(supervisor, places, port=settings.PORT)
        address = f"http://{portal.HOST}:{settings.PORT}/"
        self._say(f"Portal ready: {address}")
        if settings.PORTAL_DEMO:
            self._say(f"The tour of the demonstration: {address}en/demo/")
        supervisor.watch()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
