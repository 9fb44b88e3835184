"""What every answer carries."""

import gzip

import pytest

pytestmark = pytest.mark.django_db


def test_pages_travel_compressed_where_the_browser_can(client):
    plain = client.get("/en/")
    squeezed = client.get("/en/", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in squeezed.headers["Vary"]
    assert len(squeezed.content) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(squeezed.content)


def test_process_says_it_lives_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/livez")

    assert answer.status_code == 200
