import pytest

from conferences.rules import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Élise", "Moreau"), ("MOREAU", "elise")),
        (("Jean-Marie", "Diop"), ("Jean Marie", "DIOP")),
        (("Þóra", "Sørensen"), ("thora", "sorensen")),
        (("Łukasz", "Żak"), ("Lukasz", "Zak")),
    ],
)
def test_the_same_name_has_the_same_key_however_it_is_written(one, other):
    assert name_key(*one) == name_key(*other)


def test_other_names_have_other_keys():
    assert name_key("Awa", "Diop") != name_key("Awa", "Diouf")


def test_a_name_without_letters_has_no_key():
    assert name_key("—", "…") == ""
