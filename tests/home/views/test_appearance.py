import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_theme_is_kept_and_the_page_comes_back(client):
    response = client.post(reverse("appearance"), {"theme": "dark", "next": "/en/styleguide/?a=1"})

    assert response.headers["Location"] == "/en/styleguide/?a=1"
    assert response.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get("/en/styleguide/").content.decode()


def test_theme_leads_nowhere_else(client):
    response = client.post(
        reverse("appearance"), {"theme": "dark", "next": "https://evil.example/"}
    )

    assert response.headers["Location"] == reverse("home")


def test_unknown_theme_is_ignored(client):
    assert "theme" not in client.post(reverse("appearance"), {"theme": "pink"}).cookies


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["styleguide", "styleguide-work"])
def test_gallery_shows_every_component_without_inline_code(client, language, page):
    address = reverse(page).replace("/en/", f"/{language}/")
    html = client.get(address).content.decode()

    for forbidden in (" style=", "<style", "javascript:", " onclick="):
        assert forbidden not in html


def test_saving_data_spares_the_fonts(client):
    html = client.get(reverse("styleguide"), headers={"save-data": "on"}).content.decode()

    assert 'data-weight="light"' in html
    assert "fonts/" not in html
