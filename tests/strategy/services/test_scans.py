import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy import services
from strategy.enums.scans import Aspect
from strategy.models import PlanElement, ScanFinding
from strategy.services.scans import Said
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.access.policies import Denied
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
TEXTS = {
    "title": {"en": "Small parcels", "fr": "Petits colis"},
    "finding": {"en": "They outnumber containers.", "fr": "Ils dépassent les conteneurs."},
}


def said(**changes):
    return Said(**{"year": 2018, "aspect": Aspect.ECONOMIC} | TEXTS | changes)


def goal(number="1"):
    return PlanElement.objects.get(plan__slug="2016-2019", number=number)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_finding_leads_to_the_objective_that_answers_it_and_back(client, language):
    editor = person(R.EDITOR)
    made = services.scans.add(said(), by=editor, answered_by=[goal()])
    address = f"/{language}{made.get_absolute_url()[3:]}"

    page = client.get(address).content.decode()
    assert goal().get_absolute_url()[3:] in page
    assert (
        f"/scans/{made.public_id}/"
        in client.get(f"/{language}{goal().get_absolute_url()[3:]}").content.decode()
    )
    assert client.get(f"/{language}/scans/").status_code == 200
    response = {"en": "Ask for data.", "fr": "Demander les données."}
    services.scans.change(made, said(response=response), by=editor, version=1)
    assert response[language] in client.get(address).content.decode()
    with pytest.raises(ChangedMeanwhile):
        services.scans.change(made, said(), by=editor, version=1)


def test_a_finding_says_something_once_and_only_an_editor_writes_it():
    editor = person(R.EDITOR)
    made = services.scans.add(said(), by=editor)

    with pytest.raises(ValidationError, match="already"):
        services.scans.add(said(), by=editor)
    with pytest.raises(ValidationError, match="Write the finding"):
        services.scans.add(said(year=2017, finding={"en": " "}), by=editor)
    with pytest.raises(IntegrityError, match="says_what"), transaction.atomic():
        ScanFinding.objects.filter(pk=made.pk).update(finding_en="", finding_fr="")
    with pytest.raises(IntegrityError, match="once_a_year"), transaction.atomic():
        ScanFinding.objects.create(year=2018, title_en="Small parcels", finding_en="x")
    with pytest.raises(Denied):
        services.scans.add(said(year=2016), by=person(R.APPROVER))


def test_through_pages_and_api(client):
    client.force_login(person(R.EDITOR))
    body = {"year": "2018", "aspect": "legal", "title_en": "Rules", "finding_en": "They change."}
    assert client.get("/en/scans/new/").status_code == 200
    assert client.post("/en/scans/new/", body | {"finding_en": ""}).status_code == 422
    made = client.post("/en/scans/new/", body | {"elements": [goal().pk]})
    edit = f"{made.url}edit/"
    assert "They change." in client.get(edit).content.decode()
    changed = client.post(edit, body | {"response_en": "Publish them.", "version": "1"})
    assert changed.status_code == 302
    assert "Publish them." in client.get(made.url).content.decode()

    call = caller(person(R.EDITOR))
    sent = TEXTS | {"year": 2019, "aspect": "social", "answered_by": [goal().public_id]}
    added = call("post", "/api/v1/scan-findings/", sent)
    assert added.status_code == 201, added.content
    address = f"/api/v1/scan-findings/{added.json()['id']}/"
    put = sent | {"customs_response": {"en": "Train.", "fr": "Former."}}
    shown = call("patch", address, put, If_Match=added.headers["ETag"]).json()
    assert shown["customs_response"] == {"en": "Train.", "fr": "Former."}
    assert (
        call("post", "/api/v1/scan-findings/", sent | {"answered_by": ["0000000000"]}).status_code
        == 404
    )
    assert caller()("get", "/api/v1/scan-findings/?year=2019").json()["results"][0]["year"] == 2019
