"""The house keeps its shape."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, get_resolver

from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.access.policies import CONDITIONS
from wco_portal.access.roles import MATRIX

LINE = [
    "common",
    "directory",
    "access",
    "audit",
    "publishing",
    "links",
    "files",
    "jobs",
    "search",
    "notifications",
    "api",
    "strategy",
    "communications",
    "conferences",
    "home",
    "demo",
    "local",
]
OURS = ("wco_portal.", "strategy.", "communications.", "conferences.")
MOST_LINES, MOST_FUNCTION_LINES = 400, 30


def walk(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from walk(pattern.url_patterns)


def our_routes():
    return [
        route
        for route in walk(get_resolver().url_patterns)
        if getattr(route.callback, "__module__", "").startswith(OURS)
    ]


def sources():
    base = Path(settings.BASE_DIR)
    for package in ("wco_portal", "strategy", "communications", "conferences"):
        for file in sorted((base / package).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


@pytest.mark.parametrize("route", our_routes(), ids=lambda route: str(route.pattern))
def test_every_route_says_what_it_needs(route):
    declared = getattr(route.callback, "permission", None)

    assert declared == PUBLIC or declared in set(Permission)


def test_every_permission_stands_in_the_matrix():
    assert set(MATRIX) == set(Permission)
    assert set(CONDITIONS) <= set(Permission)


def test_foreign_keys_point_down_the_line():
    up = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in LINE
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many) and field.concrete
        if field.related_model._meta.app_label in LINE
        if LINE.index(field.related_model._meta.app_label) > LINE.index(model._meta.app_label)
    ]

    assert up == []


OF_ROWS = {"save", "delete", "bulk_create", "bulk_update"}
WRITES = OF_ROWS | {"create", "update", "update_or_create", "get_or_create"}
INTERFACES = ("views", "api", "forms", "tasks")


def test_interfaces_write_nothing():
    found = []
    for file in sources():
        parts = file.relative_to(settings.BASE_DIR).with_suffix("").parts
        if not any(layer in parts for layer in INTERFACES):
            continue
        if "wco_portal/api" in str(file):
            continue
        found.extend(
            f"{file.name}:{node.lineno} {ast.unparse(node.func)}"
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and _writes(node.func)
        )

    assert found == []


def _writes(called):
    """Say whether a call writes rows by itself: through a manager, or of an object in hand."""
    where = ast.unparse(called.value)
    if "objects" in where:
        return called.attr in WRITES
    return called.attr in OF_ROWS and not where.startswith("services.")


def test_files_and_functions_stay_small():
    found = []
    for file in sources():
        text = file.read_text()
        lines = len(text.splitlines())
        if lines > MOST_LINES:
            found.append(f"{file}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MOST_FUNCTION_LINES:
                    found.append(f"{file}:{node.lineno} {node.name}: {length} lines")

    assert found == []


def test_files_of_tests_stay_small():
    found = [
        f"{file}: {lines} lines"
        for file in sorted((Path(settings.BASE_DIR) / "tests").rglob("*.py"))
        if (lines := len(file.read_text().splitlines())) > MOST_LINES
    ]

    assert found == []


def test_app_folders_hold_no_utils():
    banned = {"utils", "helpers", "base", "manager", "handler", "signals"}

    assert [str(file) for file in sources() if file.stem in banned] == []
