"""The two embedded servers together."""

from wco_portal.local import accounts, postgres, valkey
from wco_portal.local.places import Places
from wco_portal.local.supervisor import Supervisor


def start(
    supervisor: Supervisor,
    places: Places,
    *,
    with_postgres: bool,
    with_valkey: bool,
    careless: bool = False,
) -> None:
    """Start what the environment did not bring, and return when it answers."""
    account = accounts.server_account()
    if with_postgres:
        postgresql = supervisor.start(postgres.program(places, account, careless=careless))
    if with_valkey:
        broker = supervisor.start(valkey.program(places, account, careless=careless))
        supervisor.wait_ready(broker, lambda: valkey.is_ready(places))
    if with_postgres:
        supervisor.wait_ready(postgresql, lambda: postgres.is_ready(places))
        postgres.make_database(places)
