"""The portal's pages that are measured, each beside the limit it is compared with."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.meter import Target
from wco_portal.directory.models import Person

# name, address, limit, whose session
PAGES = [
    ("home", "/en/", "limit_b", ""),
    ("plan", "/en/plans/2019-2022/", "limit_b", ""),
    ("plans", "/en/plans/", "limit_b", ""),
    ("themes", "/en/themes/", "limit_b", ""),
    ("theme 2019", "/en/themes/2019/", "limit_b", ""),
    ("research", "/en/research/", "limit_b", ""),
    ("handbook", "/en/handbook/", "limit_b", ""),
    ("messages", "/en/messages/", "limit_b", ""),
    ("members", "/en/members/", "limit_b", ""),
    ("conferences", "/en/conferences/", "limit_b", ""),
    ("search", "/en/search/?q=data", "limit_fts", ""),
    ("my work of an editor", "/en/work/", "limit_b", "editor"),
    ("my work of a focal point", "/en/work/", "limit_b", "focal.fra"),
    ("registrations", "/en/registrations/", "limit_b", "registrar"),
    ("api themes", "/api/v1/themes/", "limit_js", ""),
    ("api plans", "/api/v1/plans/", "limit_js", ""),
]


@dataclass(frozen=True)
class Page:
    """A page with its limit and the queries it takes."""

    target: Target
    limit: str
    sql: int


@cache
def found(port):
    """Give the pages that this portal has; name those it has not."""
    pages = []
    for name, path, limit, who in PAGES:
        client = Client(headers={"host": f"127.0.0.1:{settings.PORT}"})
        cookie = _sign_in(client, who) if who else ""
        with CaptureQueriesContext(connection) as queries:
            status = client.get(path).status_code
        if status != 200:
            print(f"{name}: {path} answers {status}, left out")
            continue
        target = Target(name, port, path, cookie)
        pages.append(Page(target, limit, len(queries)))
    return pages


def _sign_in(client, who):
    client.force_login(
        Person.objects.get(email=f"{who}@demo.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
