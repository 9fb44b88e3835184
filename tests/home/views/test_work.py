"""What waits for each role in the demonstration."""

import pytest

from wco_portal.directory.models import Person
from wco_portal.home import selectors

pytestmark = pytest.mark.django_db

ROLES = (
    "editor approver communications registrar manager moderator auditor admin "
    "coordinator.wca vicechair.wca coordinator.ap focal.sen focal.jpn delegate.sen"
)


@pytest.mark.timeout(300)
def test_something_real_waits_for_every_role(demonstration, client, django_assert_max_num_queries):
    for who in ROLES.split():
        person = Person.objects.get(email=f"{who}@demo.example")
        client.force_login(person)
        tasks = selectors.work.desk(person).tasks

        assert tasks, who
        with django_assert_max_num_queries(80):
            assert client.get("/fr/work/").status_code == 200
        for task in tasks:
            assert client.get(task.address).status_code == 200, task.address

    client.logout()
    with django_assert_max_num_queries(45):
        assert client.get("/en/").status_code == 200
