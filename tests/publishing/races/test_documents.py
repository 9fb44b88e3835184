"""Many editors save one text at once."""

import threading

import pytest
from django.db import connection

from tests.factories.publishing import text
from tests.publishing.services.test_documents import english, save
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import chain

pytestmark = [pytest.mark.system, pytest.mark.alone]


def test_many_editors_at_once_lose_nothing(committed):
    words = "\n\n".join(f"Paragraph number {n}." for n in range(8))
    made = text(words)
    document = english(made)

    def work(number):
        try:
            mine = words.replace(f"number {number}.", f"number {number}, changed.")
            save(document, mine, 1)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert english(made).version == 9
    assert reading.as_markdown(english(made)) == words.replace(".", ", changed.") + "\n"
    assert list(chain.breaks()) == []
