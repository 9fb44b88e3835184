"""The portal's pages that are measured, each beside the limit it is compared with."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communications.models import Chapter
from strategy.models import Consultation, PlanElement
from tests.bench.data import EDITIONS, PROGRAMMES
from tests.bench.meter import Target
from tests.bench.words import words
from wco_portal.directory.models import Person

B, JS, FTS = "limit_b", "limit_js", "limit_fts"


@dataclass(frozen=True)
class Row:
    """A page to measure: as anybody kept or made anew, or as somebody; the aim in limits."""

    name: str
    path: str
    limit: str = B
    aim: float | None = None
    who: str = ""
    is_fresh: bool = True


def rows():
    """Give the rows of the table, one block of the targets after the other."""
    chapter = Chapter.objects.published().first().get_absolute_url()
    programme, long_programme = (f"/en/conferences/{slug}/programme/" for slug in PROGRAMMES)
    public = {
        "front page": "/en/",
        "plan": "/en/plans/2019-2022/",
        "theme": "/en/themes/2019/",
        "chapter of the handbook": chapter,
    }
    return [
        *(Row(f"{name}, kept", path, aim=0.35, is_fresh=False) for name, path in public.items()),
        Row("programme of 300, kept", programme, aim=1, is_fresh=False),
        *(Row(f"{name}, made anew", path, aim=1.5) for name, path in public.items()),
        Row("result of a consultation", _consultation(), aim=1.5),
        Row("element of a plan", _element().get_absolute_url(), aim=1.5),
        Row("list of 50 Members of a region", "/en/regions/eur/", aim=1.5),
        Row("list of all 183 Members", "/en/members/", aim=5),
        Row("programme of 300", programme, aim=8),
        Row("programme of 3,000", long_programme),
        *_work(),
        Row("API, 50 Members", "/api/v1/members/?page_size=50", JS, 10),
        Row("API, 50 elements of plans", "/api/v1/elements/?page_size=50", JS, 10),
        Row("API, 50 registrations", "/api/v1/registrations/?page_size=50", JS, 10, "registrar"),
    ]


def _work():
    few, many = (f"/en/conferences/{slug}/registrations/" for slug in EDITIONS)
    edit = reverse("plan-edit-element", args=["2019-2022", _element().public_id])
    return [
        Row("50 of 2,000 registrations", few, aim=5, who="registrar"),
        Row("50 of 20,000 registrations", many, aim=5, who="registrar"),
        Row("50 of 2,000, by a name", f"{few}?q=bench+1", aim=5, who="registrar"),
        Row("50 of 20,000, by a name", f"{many}?q=bench+1", aim=5, who="registrar"),
        Row("answers of 183 Members", few.replace("registrations", "delegations"), who="registrar"),
        Row("editor of a plan", edit, aim=8, who="editor"),
        Row("my work of an editor", "/en/work/", aim=5, who="editor"),
        Row("my work of a focal point", "/en/work/", aim=5, who="focal.fra"),
    ]


def search(paragraphs):
    """Give the rows for the search of one word that stands in about four of 100 paragraphs."""
    return [Row(f"search in {paragraphs} paragraphs", f"/en/search/?q={words()[0]}", FTS, 4)]


def _element():
    return PlanElement.objects.filter(plan__slug="2019-2022").order_by("pk")[3]


def _consultation():
    return Consultation.objects.filter(state="published").first().get_absolute_url()


@dataclass(frozen=True)
class Found:
    """A page with its row and the queries it takes."""

    row: Row
    target: Target
    sql: int


def found(row, port):
    """Find out whether the portal has a page; count its queries on a fresh address."""
    client = Client(headers={"host": f"127.0.0.1:{settings.PORT}"})
    cookie = signed_in(row.who) if row.who else ""
    if cookie:
        client.cookies.load(cookie)
    # Anybody's page is made anew under an address that was never asked for; a person's always is.
    is_fresh = row.is_fresh and not row.who and not row.path.startswith("/api/")
    target = Target(row.name, port, row.path, cookie, is_fresh=is_fresh)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            status = client.get(target.address).status_code
    if status != 200:
        print(f"{row.name}: {row.path} answers {status}, left out")
        return None
    return Found(row, target, len(queries))


@cache
def signed_in(who):
    """Sign somebody of the demonstration in; return the cookie."""
    return session_of(Person.objects.get(email=f"{who}@demo.example"))


def session_of(person):
    """Sign a person in without the page of signing in; return the cookie."""
    client = Client(headers={"host": f"127.0.0.1:{settings.PORT}"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
