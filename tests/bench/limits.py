"""The limits: the same server, database, middleware and template engine, without the portal.

`limit_const` a constant answer; `limit_b` one indexed query and a table of 50 rows x 6 columns;
`limit_js` the same rows as JSON; `limit_fts` a ranked search with headlines over 5,000 paragraphs;
`limit_reg` one registration against a capacity.
"""

import os
import random
from pathlib import Path

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from tests.bench.words import PARAGRAPHS, paragraphs, words
from wco_portal.local.places import Places

# Each stands in about 200 of 5,000 paragraphs, as what people look for does.
SEARCHED = words()[:8]

TABLES = """
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE TABLE bench.row (
    id int PRIMARY KEY, meeting int, title text, person text, begins timestamptz, seats int,
    free boolean
);
CREATE INDEX ON bench.row (meeting);
CREATE TABLE bench.paragraph (
    id int PRIMARY KEY, body text,
    vector tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED
);
CREATE INDEX ON bench.paragraph USING gin (vector);
CREATE TABLE bench.conference (id int PRIMARY KEY, capacity int, taken int);
CREATE TABLE bench.registration (id serial PRIMARY KEY, conference int, name text);
INSERT INTO bench.row
    SELECT n, n % 40, 'Session ' || n, 'Speaker ' || n, now() + n * interval '1 h', n % 90,
        n % 3 = 0
    FROM generate_series(1, 2000) n;
INSERT INTO bench.conference VALUES (1, 1000000000, 0);
"""
ROWS = """SELECT title, person, begins, seats, free, id FROM bench.row
    WHERE meeting = %s ORDER BY begins LIMIT 50"""
SEARCH = """SELECT id, ts_headline('english', body, query) FROM (
    SELECT id, body, query FROM bench.paragraph, to_tsquery('english', %s) query
    WHERE vector @@ query ORDER BY ts_rank(vector, query) DESC LIMIT 20) best"""
REGISTER = """WITH place AS (
    UPDATE bench.conference SET taken = taken + 1 WHERE id = 1 AND taken < capacity RETURNING id)
    INSERT INTO bench.registration (conference, name) SELECT id, %s FROM place RETURNING id"""


def fill(cursor):
    """Make the limits' own tables with a fixed seed."""
    cursor.execute(TABLES)
    texts = list(enumerate(paragraphs(PARAGRAPHS)))
    cursor.executemany("INSERT INTO bench.paragraph (id, body) VALUES (%s, %s)", texts)
    cursor.execute("ANALYZE bench.row")
    cursor.execute("ANALYZE bench.paragraph")


def rows():
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [7])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def limit_const(request):
    return HttpResponse("constant")


def limit_b(request):
    return render(request, "limit_b.html", {"rows": rows()})


def limit_js(request):
    return JsonResponse({"results": rows()})


def limit_fts(request):
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [random.choice(SEARCHED)])
        return JsonResponse({"results": cursor.fetchall()})


@csrf_exempt
def limit_reg(request):
    with connection.cursor() as cursor:
        cursor.execute(REGISTER, ["Delegate"])
        return JsonResponse({"registered": cursor.fetchone()[0]})


urlpatterns = [
    path("limit_const", limit_const),
    path("limit_b", limit_b),
    path("limit_js", limit_js),
    path("limit_fts", limit_fts),
    path("limit_reg", limit_reg),
]


def configure():
    """Set Django up for the limits alone."""
    address = (
        os.environ.get("DATABASE_URL") or Places(Path(os.environ["PORTAL_VAR"])).database_url()
    )
    settings.configure(
        SECRET_KEY="only the limits",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [Path(__file__).parent],
            }
        ],
        DATABASES={
            "default": {
                **environ.Env.db_url_config(address),
                "ENGINE": "django.db.backends.postgresql",
            }
        },
    )
    options = settings.DATABASES["default"].setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}


if not settings.configured:  # In the server; `make bench` itself has the portal's settings.
    configure()
    application = get_wsgi_application()
