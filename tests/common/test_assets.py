"""What files say of themselves."""

import pytest

from wco_portal.common import assets


@pytest.mark.parametrize(("name", "is_drawing"), [("portal.css", False), ("mark.svg", True)])
def test_files_protect_themselves_with_few_words(name, is_drawing):
    given = {}

    assets.headers(given, f"/static/{name}", f"/static/{name}")

    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Cross-Origin-Resource-Policy"] == "same-origin"
    assert ("Content-Security-Policy" in given) == is_drawing
    assert sum(len(key) + len(value) + 4 for key, value in given.items()) < 150
