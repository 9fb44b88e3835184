"""A program that calls: `caller(person)("get", "/api/v1/members/")`."""

import datetime as dt
import json

from django.test import Client

from wco_portal.api.services import tokens


def caller(person=None):
    """Return a function that calls the API as a person, or as nobody."""
    client = Client(raise_request_exception=False)
    headers = {"Accept": "application/json"}
    if person is not None:
        key = tokens.issue(person, lives=dt.timedelta(hours=1))
        headers["Authorization"] = f"Token {key}"

    def call(method, path, body=None, **more):
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        content = {"data": data, "content_type": "application/json"}
        if body is None:
            content = {} if method in {"get", "head"} else content | {"data": b""}
        extra = {name.replace("_", "-"): value for name, value in more.items()}
        return getattr(client, method)(path, headers=headers | extra, **content)

    return call
