import pytest

from strategy.models import AnnualTheme, ThemeActivity
from tests.factories import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["themes/", "themes/2019/", "themes/2008/", "research/"])
def test_anyone_reads(client, language, path):
    assert client.get(f"/{language}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["themes/2020/", "themes/２０１９/", "themes/1/"])
def test_what_was_not_announced_is_not_there(client, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_themes_are_read_as_of_a_day(client):
    assert (
        'href="/en/themes/2019/"' not in client.get("/en/themes/?as_of=2018-11-07").content.decode()
    )
    assert 'href="/en/themes/2019/"' in client.get("/en/themes/?as_of=2018-11-08").content.decode()
    assert client.get("/en/themes/?as_of=x").status_code == 422
    assert client.get("/en/themes/2019/?as_of=2018-11-07").status_code == 422
    early = client.get("/en/themes/2019/?as_of=2019-01-02").content.decode()
    assert "Bangui" not in early
    assert "Bangui" in client.get("/en/themes/2019/").content.decode()


def test_every_announcement_has_a_grade(client):
    themes = AnnualTheme.objects.exclude(announced_source=None)

    assert themes.exists()
    assert not themes.filter(announced_grade="").exists()


def test_a_wrong_proposal_keeps_its_values_and_a_right_one_is_made_once(client):
    focal = person(R.FOCAL_POINT, member="sen")
    client.force_login(focal)
    address = "/fr/themes/2019/activities/new/"
    data = {
        "member": focal.roles.get().member_id,
        "kind": "seminar",
        "title_en": "",
        "title_fr": "",
        "happened_on": "2019-01-26",
        "once": "0123456789abcdefghij",
    }

    refused = client.post(address, data)
    data["title_fr"] = "Séminaire"
    client.post(address, data)
    client.post(address, data)

    assert refused.status_code == 422
    assert 'value="2019-01-26"' in refused.content.decode()
    assert ThemeActivity.objects.filter(title_fr="Séminaire").count() == 1
