import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from wco_portal.audit.models import Outbox, OutboxState
from wco_portal.common import clock
from wco_portal.demo.accounts import MEMBERS, PASSWORD
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region
from wco_portal.notifications.models import KeptMail

pytestmark = pytest.mark.django_db


def test_demonstration_makes_the_accounts_and_sends_nothing(demonstration):
    admin = Person.objects.get(email="admin@demo.example")
    assert admin.check_password(PASSWORD)
    assert admin.holds(RoleName.ADMINISTRATOR)
    for region in Region.objects.all():
        for word in ("coordinator", "vicechair"):
            person = Person.objects.get(email=f"{word}.{region.code}@demo.example")
            assert person.region_ids() == {region.pk}
    for code in MEMBERS:
        assert Person.objects.filter(email=f"delegate.{code}@demo.example").exists()
    assert clock.now().astimezone(clock.zone()).date().isoformat() == "2019-03-27"
    assert not KeptMail.objects.exists()
    assert not Outbox.objects.filter(state=OutboxState.PENDING).exists()


def test_demonstration_refuses_a_database_with_people(demonstration):
    with pytest.raises(CommandError, match="fresh database"):
        call_command("load_demo", stdout=io.StringIO())


def test_demonstration_refuses_outside_demonstration_mode(settings):
    settings.PORTAL_DEMO = False

    with pytest.raises(CommandError, match="PORTAL_DEMO=1"):
        call_command("load_demo", stdout=io.StringIO())


def test_token_is_issued_once_and_only_its_hash_is_kept(demonstration):
    from knox.models import AuthToken  # noqa: PLC0415 -- models need the apps

    out = io.StringIO()
    call_command("issue_token", "editor@demo.example", stdout=out)

    key = out.getvalue().strip()
    kept = AuthToken.objects.get()
    assert key not in kept.digest
    assert kept.expiry > timezone.now()


def test_clock_stands_elsewhere_only_inside():
    before = clock.today()

    with clock.standing_at(clock.DEMONSTRATION_START.replace(month=1)):
        assert clock.today().month == 1

    clock.forget()
    assert clock.today() == before
