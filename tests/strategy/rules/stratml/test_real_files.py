"""The schemas of the standard and plans of others, read where they stand beside the checkout."""

from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from strategy.rules.stratml import document, outgoing, tree, writing
from strategy.rules.stratml.findings import Refused
from tests.strategy.rules.stratml.documents import rich
from tests.strategy.rules.stratml.test_round_trip import read, samples

PLACES = [Path(settings.BASE_DIR).parents[up] / "shared" / "stratml" for up in (0, 1)]
FOLDER = next((place for place in PLACES if place.is_dir()), None)
pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="The schemas are not copied: shared/stratml is not beside the checkout."
)
# What the schema does not look at, or the library does not.
UNSEEN = {"windows", "range", "comment", "instruction", "identifier_twice"}
SCHEMAS = {1: "StrategicPlanISOVersion20140401.xsd", 2: "PerformancePlanOrReport20160216.xsd"}


def files(folder):
    return sorted((FOLDER / folder).glob("*.xml")) if FOLDER else []


def judge(data, part):
    """Return what the standard's own schema finds wrong."""
    schema = etree.XMLSchema(etree.parse(FOLDER / "xsd" / SCHEMAS[part]))
    schema.validate(etree.fromstring(data))
    return [str(error.message) for error in schema.error_log]


@pytest.mark.parametrize("file", files("minimal"), ids=lambda file: file.stem)
def test_valid_documents_need_no_repair(file):
    assert document.read(file.read_bytes()).repairs == []


@pytest.mark.parametrize("file", files("negative"), ids=lambda file: file.stem)
def test_what_cannot_be_read_is_refused_with_its_line(file):
    with pytest.raises(Refused) as no:
        document.read(file.read_bytes())

    assert no.value.finding.line == 5


@pytest.mark.parametrize("file", files("samples") + files("minimal"), ids=lambda file: file.stem)
def test_real_plans_come_in_and_leave_valid_in_both_parts(file):
    found = document.read(file.read_bytes())
    assert judge(writing.write(found.root, found.part), found.part) == []

    plan = read(file.read_bytes())
    outgoing.remember(plan)

    for part in (1, 2):
        assert judge(writing.write(outgoing.document_of(plan, part), part), part) == []
    same = writing.write(outgoing.document_of(plan, found.part), found.part)
    assert same == writing.write(found.root, found.part)


def test_real_plans_keep_their_numbers():
    counted = {
        file.stem: tree.counts(document.read(file.read_bytes()).root) for file in files("samples")
    }

    assert counted == {
        "accountability_report_without_namespace": {"goals": 5, "objectives": 11, "indicators": 28},
        "pmoai": {"goals": 1, "objectives": 5, "indicators": 0},
        "strategic_plan_with_empty_id": {"goals": 5, "objectives": 7, "indicators": 7},
    }


def test_our_table_and_the_standard_s_schema_agree():
    for data in [*samples(), *rich()]:
        root = etree.fromstring(data)
        part = 1 if root.tag.endswith("StrategicPlan") else 2
        found = document.read(data)

        assert judge(writing.write(found.root, found.part), found.part) == []
        if not judge(data, part):
            assert {repair.code for repair in found.repairs} <= UNSEEN
