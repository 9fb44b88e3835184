"""The acts of a collection, tried on a small one of the test's own."""

import datetime as dt
import json
import time

import pytest
from django.test import Client
from django.urls import include, path
from rest_framework import serializers

from tests.factories.people import person
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.api import urls as api_urls
from wco_portal.api.models import IdempotencyKey
from wco_portal.api.platform.members import RegionOut
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.router import COLLECTIONS, Router
from wco_portal.api.serializers import Body
from wco_portal.api.services import idempotency, tokens
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Region

NEEDS = Permission.EVENTS_VIEW


class NameIn(Body):
    name = serializers.CharField(max_length=20)


class Places(Resource):
    serializer_class, lookup_field = RegionOut, "code"

    def things(self, actor):
        return Region.objects.all()

    @make(needs=NEEDS, body=NameIn)
    def create(self, body, by):
        policies.require(by, NEEDS)
        return Region.objects.create(code=body["name"], order=9)

    @change(needs=NEEDS, body=NameIn)
    def partial_update(self, thing, body, by):
        Region.objects.filter(pk=thing.pk).update(short_en=body["name"])
        return thing

    @act("rename", needs=NEEDS, body=NameIn)
    def rename(self, thing, body, by):
        policies.require(by, NEEDS)
        Region.objects.filter(pk=thing.pk).update(short_en=body["name"])
        if body["name"] == "no":
            raise DomainError("No.", code="never")
        if body["name"] == "defect":
            raise RuntimeError
        if body["name"] == "slow":
            time.sleep(0.5)
        return thing


router = Router()
router.register("places", Places)
COLLECTIONS.remove("places")
urlpatterns = [
    path("api/v1/", include(router.urls)),
    path("api/v1/", include(api_urls)),
]
handler500 = "wco_portal.home.views.errors.server_error"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.test_resources")]


@pytest.fixture
def auditor():
    return person(R.AUDITOR)


def caller(who):
    key = tokens.issue(who, lives=dt.timedelta(hours=1))
    client = Client(raise_request_exception=False, headers={"Authorization": f"Token {key}"})

    def call(method, address, body, **more):
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        return getattr(client, method)(
            address, json.dumps(body), content_type="application/json", headers=headers
        )

    return call


RENAME = "/api/v1/places/wca/rename/"


def test_same_key_and_body_get_the_same_answer(auditor):
    call = caller(auditor)

    first = call("post", "/api/v1/places/", {"name": "xx"}, Idempotency_Key="k1")
    again = call("post", "/api/v1/places/", {"name": "xx"}, Idempotency_Key="k1")

    assert first.status_code == again.status_code == 201
    assert first["Location"] == again["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert first.json() == again.json()


def test_key_with_another_body_or_address_is_422(auditor):
    call = caller(auditor)
    call("post", RENAME, {"name": "a"}, Idempotency_Key="k1")

    other = call("post", RENAME, {"name": "b"}, Idempotency_Key="k1")
    elsewhere = call("post", "/api/v1/places/eur/rename/", {"name": "a"}, Idempotency_Key="k1")

    assert [other.status_code, elsewhere.status_code] == [422, 422]
    assert other.json()["code"] == "idempotency_key_reused"


def test_key_is_of_one_person(auditor):
    caller(auditor)("post", RENAME, {"name": "a"}, Idempotency_Key="k1")

    other = caller(person(R.AUDITOR))("post", RENAME, {"name": "b"}, Idempotency_Key="k1")

    assert other.status_code == 200


def test_rule_that_said_no_undoes_everything_and_is_not_kept(auditor):
    call, before = caller(auditor), Region.objects.get(code="wca").short_en

    refused = call("post", RENAME, {"name": "no"}, Idempotency_Key="k1")

    assert (refused.status_code, refused.json()["code"]) == (409, "never")
    assert Region.objects.get(code="wca").short_en == before
    assert not IdempotencyKey.objects.exists()


def test_wrong_body_is_kept_and_named_by_pointer(auditor):
    call = caller(auditor)

    wrong = call("post", RENAME, {"nmae": 1}, Idempotency_Key="k1")

    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/nmae"
    assert IdempotencyKey.objects.get().status == 422


def test_defect_is_500_as_a_problem_and_not_kept(auditor):
    answer = caller(auditor)("post", RENAME, {"name": "defect"}, Idempotency_Key="k1")

    assert answer.status_code == 500
    assert answer.json()["code"] == "defect"
    assert not IdempotencyKey.objects.exists()


def test_second_of_its_name_is_409(auditor):
    answer = caller(auditor)("post", "/api/v1/places/", {"name": "wca"})

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


@pytest.mark.parametrize("key", ["", "a b", "k" * 129, "é"])
def test_key_that_is_none_is_400(auditor, key):
    assert caller(auditor)("post", RENAME, {}, Idempotency_Key=key).status_code == 400


def test_refused_person_is_told_why_and_recorded(auditor):
    editor = person(R.EDITOR)

    answer = caller(editor)("post", RENAME, {"name": "a"}, Idempotency_Key="k1")

    assert answer.status_code == 403
    assert answer.json()["code"] == "permission_denied"
    assert Event.objects.filter(type="access.denied", actor=editor.key).count() == 1


def test_change_asks_for_the_version_that_was_read(auditor):
    call = caller(auditor)

    without = call("patch", "/api/v1/places/wca/", {"name": "a"})
    old = call("patch", "/api/v1/places/wca/", {"name": "a"}, If_Match='"0"')
    right = call("patch", "/api/v1/places/wca/", {"name": "a"}, If_Match='"1"')

    assert [without.status_code, old.status_code, right.status_code] == [428, 412, 200]
    assert right.json()["short_name"]["en"] == "a"


def test_act_takes_the_version_when_it_is_given(auditor):
    assert caller(auditor)("post", RENAME, {"name": "a"}, If_Match='"0"').status_code == 412


def test_lock_that_does_not_come_is_503_with_retry_after(auditor, monkeypatch):
    from django.db import OperationalError  # noqa: PLC0415 -- one test

    def away(self, actor):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(Places, "things", away)

    answer = caller(auditor)("post", RENAME, {"name": "a"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "2")


def test_keys_of_yesterday_are_forgotten(auditor):
    caller(auditor)("post", RENAME, {"name": "a"}, Idempotency_Key="k1")
    IdempotencyKey.objects.update(made_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    assert idempotency.expire(dt.datetime(2019, 1, 1, tzinfo=dt.UTC)) == 1
