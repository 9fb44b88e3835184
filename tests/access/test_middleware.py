import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("opened", "above"),
    [
        ("/fr/messages/a-message/endorse/", "/fr/messages/a-message/"),
        ("/en/forum/posts/AAAAAAAAAA/hide/", "/en/forum/"),
        ("/en/links/AAAAAAAAAA/remove/", "/en/"),
    ],
)
def test_whoever_opens_the_address_of_an_act_is_led_to_its_thing(client, opened, above):
    answer = client.get(opened)

    assert (answer.status_code, answer["Location"]) == (302, above)


def test_another_verb_is_refused_in_words(client):
    answer = client.put("/fr/messages/a-message/endorse/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>" in answer.content.decode()
