"""The same act sent twice at once is done once."""

import threading

import pytest
from django.db import connection, transaction

from tests.api.test_resources import RENAME, caller
from tests.factories import person
from wco_portal.api.services import idempotency
from wco_portal.directory.enums import RoleName as R

pytestmark = [pytest.mark.urls("tests.api.test_resources"), pytest.mark.usefixtures("committed")]


def test_two_at_once_do_it_once():
    who = person(R.AUDITOR)
    answers = []
    call = caller(who)

    def one():
        answers.append(call("post", RENAME, {"name": "slow"}, Idempotency_Key="k1"))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(a.status_code for a in answers) == [200, 200, 200]
    assert sum("Idempotency-Replayed" in a for a in answers) == 2


def test_second_waits_and_then_is_told_to_come_back(monkeypatch):
    monkeypatch.setattr(idempotency, "WAIT", "300ms")
    who = person(R.AUDITOR)
    call = caller(who)
    holding, release = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            idempotency.claim(who, key="k1", fingerprint="x")
            holding.set()
            release.wait(5)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(5)
    answer = call("post", RENAME, {"name": "a"}, Idempotency_Key="k1")
    release.set()
    holder.join()

    assert (answer.status_code, answer.json()["code"]) == (409, "still_running")
    assert int(answer["Retry-After"]) >= 1
