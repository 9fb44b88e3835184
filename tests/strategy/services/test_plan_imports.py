import datetime as dt
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from strategy import selectors
from strategy.enums.indicators import Direction, IndicatorKind
from strategy.models import Indicator, Plan, PlanImport
from strategy.rules.progress import Span
from strategy.rules.stratml import document, writing
from strategy.services import decisions, indicators, plan_imports, plans
from strategy.services.indicators import PeriodPlan, Score
from tests.factories.indicators import definition
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.strategy.rules.stratml.documents import GOAL, ONE, plan, report, rich
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db


def take_in(data, *, slug="imported", language="en", by=None):
    kept = plan_imports.keep(data, name="plan.xml", language=language, by=by)
    return plan_imports.confirm(kept, slug=slug, by=by)


def export(made, part=2, language="en"):
    made = Plan.objects.get(pk=made.pk)
    given = selectors.plan_outlines.working(made)
    return selectors.plan_outlines.stratml(given, part, language)


def canonical(data):
    found = document.read(data)
    return writing.write(found.root, found.part)


def strip(data):
    """Leave out what the portal says of the plan in OtherInformation of the whole."""
    lines = data.decode().splitlines(keepends=True)
    return "".join(line for line in lines if "wco-portal" not in line).encode()


def test_a_file_becomes_a_draft_with_elements_text_and_indicators():
    editor = person(R.EDITOR)

    made = take_in(rich()[1], by=editor)

    assert (made.state, made.known_from, made.title_en, made.title_fr) == (
        "draft",
        None,
        "Plan",
        "Plan",
    )
    goal, objective = made.elements.in_order()
    assert (goal.kind, goal.number, goal.title_en, goal.title_fr) == (
        "goal",
        "1",
        "Trade facilitation",
        "",
    )
    assert (objective.kind, objective.parent, objective.number) == ("objective", goal, "1.1")
    english = reading.both(made.text)["en"]
    assert reading.as_markdown(english, section=goal.public_id) == (
        "Facilitate legitimate trade.\n\nAnd more.\n"
    )
    [indicator] = objective.indicators.all()
    assert (indicator.baseline, indicator.target) == (Decimal(70), Decimal(90))
    assert [(m.measured_on, m.value, m.entered_by) for m in indicator.measurements.all()] == [
        (dt.date(2018, 12, 31), Decimal(84), editor)
    ]
    created, imported = Event.objects.filter(target=made.public_id).order_by("pk")
    assert (created.type, imported.type) == ("strategy.plan.created", "strategy.plan.imported")
    assert imported.actor == editor.key
    assert imported.data["indicators"] == 1
    assert english.revisions.get().author == editor


@pytest.mark.parametrize("data", rich(), ids=["part 1", "part 2"])
def test_what_came_in_leaves_as_it_was_but_for_our_remark(data):
    made = take_in(data)

    out = export(made, part=document.read(data).part)

    assert strip(out) == canonical(data)


def test_what_was_changed_leaves_changed_and_all_else_as_it_was():
    editor = person(R.EDITOR)
    made = take_in(rich()[1], by=editor)
    goal = made.elements.get(kind="goal")
    plans.rename(goal, title_en="Renamed", title_fr="Renommé", base_version=1, by=editor)
    words = {"en": plans.Draft("New **words**.", 1), "fr": plans.Draft("Texte.", 0)}
    plans.write(made, drafts=words, section=goal.public_id, by=editor)

    english, french = export(made).decode(), export(made, language="fr").decode()

    assert "<Name>Renamed</Name>" in english
    assert "<Description>New words.</Description>" in english
    assert '"words":"New **words**.\\n"' in english
    assert "<Name>Renommé</Name>" in french
    assert "<Description>Texte.</Description>" in french
    for kept in ("SDG 17.10", "Goal One A", "_9d1f-10", "Ada", "<RoleType>Performer"):
        assert kept in english
        assert kept in french


def test_the_portal_s_own_plan_comes_back_as_it_left():
    source = draft()
    first = export(source)

    second = export(take_in(first, slug="copy"))

    assert strip(second) == strip(first)
    one, two = (Plan.objects.get(slug=slug) for slug in ("2019-2022", "copy"))
    assert rows(one) == rows(two)


def rows(plan):
    return [
        (
            each.kind,
            each.number,
            each.slug,
            each.title_en,
            each.parent and each.parent.number,
            sorted(each.functions.values_list("code", flat=True)),
            sorted(each.serves.values_list("number", flat=True)),
        )
        for each in plan.elements.in_order()
    ]


@pytest.mark.parametrize("slug", ["2016-2019", "2019-2022", "2022-2025"])
@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_plan_of_the_portal_leaves_valid(slug, part, language):
    out = export(Plan.objects.get(slug=slug), part, language)

    assert document.read(out).repairs == []


def test_an_empty_plan_leaves_valid_and_comes_back_empty():
    made = plans.create(
        slug="empty",
        title_en="Empty",
        title_fr="Vide",
        starts_on=dt.date(2031, 1, 1),
        ends_on=dt.date(2032, 1, 1),
        by=person(R.EDITOR),
    )

    out = export(made)

    assert document.read(out).repairs == []
    assert take_in(out, slug="empty-2").elements.count() == 0


def test_a_reader_gets_the_version_that_was_laid_before_a_meeting():
    editor = person(R.EDITOR)
    made = draft()
    decisions.consult(made, by=editor)
    version = selectors.plan_outlines.numbered("2019-2022", 1, editor)
    before = selectors.plan_outlines.stratml(version, 1, "en")
    goal = made.elements.get(number="SO1")
    plans.rename(goal, title_en="Later", title_fr="Plus tard", base_version=1, by=editor)

    version = selectors.plan_outlines.numbered("2019-2022", 1, editor)

    assert selectors.plan_outlines.stratml(version, 1, "en").replace(
        b'"in_consultation"', b'"draft"'
    ) == before.replace(b'"in_consultation"', b'"draft"')
    assert b"Later" in export(made)


def test_who_may_not_write_plans_takes_nothing_in():
    with pytest.raises(Denied):
        plan_imports.keep(plan(), name="x", language="en", by=person(R.AUDITOR))


def test_a_refused_file_says_why_and_keeps_nothing():
    with pytest.raises(DomainError, match="Line 1") as no:
        plan_imports.keep(b"<html/>", name="x", language="en", by=None)

    assert no.value.code == "stratml_refused"
    assert not PlanImport.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_in_the_other_language_than_the_chosen_one_is_warned_of(client, language):
    """It says so itself, or it reads so; a file in the chosen one, and one that is short, pass."""
    editor = person(R.EDITOR)
    data = export(draft(), language="fr")
    goal = GOAL.replace(
        "<Description>", f"<Description>{'La vie des gens est dans les pays. ' * 9}"
    )
    assert goal != GOAL
    unsaid = plan(goal)

    def codes(given):
        kept = plan_imports.keep(given, name="plan.xml", language=language, by=editor)
        client.force_login(editor)
        page = client.get(kept.get_absolute_url()).content.decode()
        found = [each["code"] for each in kept.notes if each["code"].startswith("not_in")]
        assert ("choose again" in page) == bool(found)
        return found

    expected = ["not_in_en"] if language == "en" else []
    assert (codes(data), codes(unsaid)) == (expected, expected)
    assert codes(plan(GOAL)) == []


def test_a_file_makes_one_plan_and_its_name_in_the_address_is_free():
    kept = plan_imports.keep(plan(), name="x", language="fr", by=None)
    plan_imports.confirm(kept, slug="a", by=None)

    with pytest.raises(DomainError, match="already"):
        plan_imports.confirm(kept, slug="b", by=None)
    for slug in ("a", "new", "import", "Ü"):
        with pytest.raises((DomainError, ValidationError)), transaction.atomic():
            take_in(plan(), slug=slug)


def test_a_part_that_nobody_knows_is_not_kept():
    kept = plan_imports.keep(plan(), name="x", language="fr", by=None)

    with pytest.raises(IntegrityError, match="of_a_known_part"), transaction.atomic():
        PlanImport.objects.filter(pk=kept.pk).update(part=3)


# --- the commands ---------------------------------------------------------------------------------


def command(*words):
    out = io.StringIO()
    try:
        call_command(*words, stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(data):
        place = tmp_path / "plan.xml"
        place.write_bytes(data)
        return str(place)

    return write


def test_a_dry_run_reports_and_makes_nothing(file):
    broken = report(GOAL.replace("<Goal>", "<Goal>\n<id/>"))

    code, out = command("import_stratml", file(broken), "--dry-run")

    told = json.loads(out)
    assert code == 0
    assert told["accepted"] is True
    assert told["part"] == 2
    assert told["repairs"] == [
        {"line": 4, "what": "The empty “id” was left out.", "code": "empty_left_out"}
    ]
    assert told["refused"] == []
    assert told["counts"] == {"goals": 1, "objectives": 0, "indicators": 0}
    assert not PlanImport.objects.exists()


def test_a_refused_file_ends_with_one_and_its_line(file):
    code, out = command("import_stratml", file(plan("\n<Vision>")), "--dry-run")

    told = json.loads(out)
    assert code == 1
    assert told["accepted"] is False
    assert [no["line"] for no in told["refused"]] == [5]
    assert told["refused"][0]["reason"].startswith("The file is not well-formed XML")


def test_a_file_is_taken_in_by_the_secretariat_or_by_a_person(file):
    editor = person(R.EDITOR)

    code, out = command("import_stratml", file(plan()), "--language", "fr")
    assert (code, json.loads(out)["plan"]) == (0, "plan")
    assert Event.objects.get(type="strategy.plan.imported").actor == ""

    _code, out = command("import_stratml", file(plan()), "--by", editor.email)
    assert json.loads(out)["plan"] == "plan-2"
    assert PlanImport.objects.latest("pk").by == editor
    with pytest.raises(CommandError, match="Nobody"):
        command("import_stratml", file(plan()), "--by", "nobody@test.example")
    with pytest.raises(CommandError, match="already exists"):
        command("import_stratml", file(plan()), "--slug", "2019-2022")
    with pytest.raises(CommandError, match="cannot be read"):
        command("import_stratml", "/nowhere/plan.xml")


def test_a_file_of_others_leaves_as_it_came_until_the_portal_knows_more(file):
    data = rich()[1]

    _code, out = command("import_stratml", file(data))
    slug = json.loads(out)["plan"]
    _code, left = command("export_stratml", slug, "--part", "2")

    found = document.read(data)
    assert left.encode() == writing.write(found.root, found.part)
    Plan.objects.filter(slug=slug).update(state="in_consultation")
    _code, left = command("export_stratml", slug, "--part", "2")
    assert f'"slug":"{slug}","state":"in_consultation"' in left


def test_indicators_of_every_kind_come_back_as_what_they_were(file):
    plan_ = draft()
    element, editor = plan_.elements.get(number="SO1"), person(R.EDITOR)
    way = Span(Decimal(0), Decimal(1), dt.date(2018, 7, 1), dt.date(2021, 6, 30))
    scores = tuple(Score(value, {"en": f"step {value}", "fr": ""}) for value in (0, 1))
    for changes in (
        {"kind": IndicatorKind.MILESTONE},
        {"kind": IndicatorKind.QUALITATIVE, "scores": scores},
        {"kind": IndicatorKind.PERCENTAGE},
        {"is_cumulative": True},
        {"span": replace(way, baseline=None, direction=Direction.DOWN)},
    ):
        made = indicators.define(element, definition(**{"span": way} | changes), by=editor)
        first = made.periods.earliest("starts_on")
        days = PeriodPlan(first.starts_on, first.ends_on, Decimal(1))
        indicators.plan_period(made, days, old=first, by=editor)
    before = export(plan_)

    command("import_stratml", file(before), "--slug", "again")

    back = Indicator.objects.filter(element__plan__slug="again").order_by("pk")
    told = ("kind", "direction", "is_cumulative", "baseline", "target")
    assert list(back.values_list(*told)) == list(
        Indicator.objects.filter(element=element).order_by("pk").values_list(*told)
    )
    assert [each.name_en for each in back[1].scores.order_by("value")] == ["step 0", "step 1"]
    assert {each.periods.get().target for each in back} == {1}


def test_a_file_comes_in_in_the_language_that_it_names(file):
    named = plan(namespace=f' xmlns="{ONE}" xml:lang="fr-BE"')
    _code, ours = command("export_stratml", "2019-2022", "--language", "fr")

    for data in (named, ours.encode()):
        _code, out = command("import_stratml", file(data))
        made = PlanImport.objects.get(plan__slug=json.loads(out)["plan"])
        assert made.language == "fr"


@pytest.mark.parametrize("part", ["1", "2"])
def test_a_plan_is_written_to_standard_output(part):
    code, out = command("export_stratml", "2019-2022", "--part", part, "--language", "fr")

    assert code == 0
    assert document.read(out.encode()).part == int(part)
    assert "Recouvrement" in out or "Collecte des recettes" in out
    with pytest.raises(CommandError, match="no plan"):
        command("export_stratml", "nothing")
