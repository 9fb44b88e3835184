"""A synthesis is proposed, returned and saved as it was read; nobody's words are lost."""

import pytest

from strategy import services
from strategy.models import Synthesis
from tests.factories import person
from tests.factories.consultations import consultation
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return person(R.COORDINATOR, region="wca")


@pytest.fixture
def chair():
    return person(R.VICE_CHAIR, region="wca")


@pytest.fixture
def written(coordinator):
    synthesis = consultation().syntheses.get(region__code="wca")
    return services.syntheses.save(
        synthesis, text_en="Ports.", text_fr="", version=0, by=coordinator
    )


def again(synthesis, by, text="Airports."):
    return services.syntheses.save(
        synthesis, text_en=text, text_fr="", version=synthesis.version, by=by
    )


def test_a_coordinator_proposes_the_text_that_was_read(written, coordinator, client):
    client.force_login(coordinator)
    address = written.get_absolute_url()
    now = again(written, person(R.COORDINATOR, region="wca"))

    late = client.post(f"{address}propose/", {"version": written.version})
    blind = client.post(f"{address}propose/")

    assert (late.status_code, blind.status_code) == (409, 409)
    assert Synthesis.objects.get(pk=written.pk).state == "draft"
    assert f'name="version" value="{now.version}"' in client.get(address).content.decode()
    assert client.post(f"{address}propose/", {"version": now.version}).status_code == 302


def test_a_chair_returns_the_text_that_was_read_and_keeps_the_words(
    written, coordinator, chair, client
):
    read = services.syntheses.propose(written, version=written.version, by=coordinator)
    back = services.syntheses.send_back(read, version=read.version, reason="Why?", by=chair)
    now = again(back, coordinator)
    client.force_login(chair)
    address = f"{written.get_absolute_url()}return/"
    said = {"reason": "Name every port.", "version": read.version}

    gone = client.post(address, said)
    now = services.syntheses.propose(now, version=now.version, by=coordinator)
    late = client.post(address, said)
    blind = client.post(address, {"reason": "Name every port."})

    assert [each.status_code for each in (gone, late, blind)] == [422, 409, 409]
    for answer in (gone, late, blind):
        assert "Name every port." in answer.content.decode()
    assert "read it again" in late.content.decode()
    assert "Airports." in late.content.decode()
    said["version"] = now.version
    assert client.post(address, said).status_code == 302


def test_who_is_outrun_sees_both_texts_before_one_replaces_the_other(written, coordinator, client):
    client.force_login(coordinator)
    mine = {"text_en": "Rivers.", "text_fr": "", "version": written.version}
    now = again(written, person(R.COORDINATOR, region="wca"))

    answer = client.post(written.get_absolute_url(), mine)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Airports." in page.partition('id="meanwhile"')[2]
    assert "Rivers." in page
    assert f'name="version" value="{now.version}"' in page
    assert Synthesis.objects.get(pk=written.pk).text_en == "Airports."


@pytest.mark.parametrize("act", ["propose", "send_back", "clear"])
def test_each_act_names_the_version_that_was_read(written, coordinator, chair, act):
    if act != "propose":
        services.syntheses.propose(written, version=written.version, by=coordinator)
    by = coordinator if act == "propose" else chair
    more = {"reason": "No."} if act == "send_back" else {}

    with pytest.raises(ChangedMeanwhile):
        getattr(services.syntheses, act)(written, version=0, by=by, **more)
