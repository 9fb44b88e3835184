"""Figures get periods, states, corrections and regions; lights may be set by hand."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import wco_portal.common.ids
import wco_portal.common.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_business_time"),
        ("directory", "0002_member_language"),
        ("strategy", "0004_theme_announcement_grade"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    wco_portal.common.models.PublicIdField(
                        default=wco_portal.common.ids.public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("due_on", models.DateField(verbose_name="figure due on")),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="target of the period",
                    ),
                ),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="IndicatorScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveSmallIntegerField(verbose_name="score")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                (
                    "name_fr",
                    models.CharField(blank=True, max_length=120, verbose_name="name in French"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LightOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "light",
                    models.CharField(
                        choices=[
                            ("on_track", "on track"),
                            ("at_risk", "at risk"),
                            ("off_track", "off track"),
                        ],
                        max_length=9,
                        verbose_name="light",
                    ),
                ),
                (
                    "reason_en",
                    models.TextField(blank=True, max_length=2000, verbose_name="reason in English"),
                ),
                (
                    "reason_fr",
                    models.TextField(blank=True, max_length=2000, verbose_name="reason in French"),
                ),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="until")),
                ("is_demonstration", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="RegionalValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=3, max_digits=14, verbose_name="value"),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="numerator",
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="denominator",
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="measurement",
            name="strategy_measurement_one_a_day",
        ),
        migrations.RenameField(
            model_name="measurement",
            old_name="reported_by",
            new_name="entered_by",
        ),
        migrations.AddField(
            model_name="indicator",
            name="at_risk_from",
            field=models.PositiveSmallIntegerField(default=60, verbose_name="at risk from"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="baseline_from_en",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="source of the baseline"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="baseline_from_fr",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="source of the baseline in French"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="direction",
            field=models.CharField(
                choices=[("up", "higher is better"), ("down", "lower is better")],
                default="up",
                max_length=4,
                verbose_name="direction",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="figures_from_en",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="source of the figures"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="figures_from_fr",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="source of the figures in French"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_cumulative",
            field=models.BooleanField(
                default=False, verbose_name="the figures of the periods add up"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="kind",
            field=models.CharField(
                choices=[
                    ("quantitative", "quantity"),
                    ("percentage", "percentage of a numerator over a denominator"),
                    ("qualitative", "qualitative, on ordered scores"),
                    ("milestone", "milestone, reached or not"),
                ],
                default="quantitative",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="on_track_from",
            field=models.PositiveSmallIntegerField(default=90, verbose_name="on track from"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="regions",
            field=models.CharField(
                choices=[
                    ("none", "no figures per region"),
                    ("sum", "per region; they add up to the total"),
                    ("apart", "per region, beside the total"),
                ],
                default="none",
                max_length=8,
                verbose_name="figures per region",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="weight",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="weight"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="measurement",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="denominator",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="denominator"
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="entered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="is_demonstration",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="measurement",
            name="note_en",
            field=models.TextField(blank=True, max_length=2000, verbose_name="remark in English"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="note_fr",
            field=models.TextField(blank=True, max_length=2000, verbose_name="remark in French"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="measurement",
            name="numerator",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="numerator"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="public_id",
            field=wco_portal.common.models.PublicIdField(
                default=wco_portal.common.ids.public_id, editable=False, max_length=10, unique=True
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="reason_en",
            field=models.TextField(blank=True, max_length=2000, verbose_name="reason in English"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="reason_fr",
            field=models.TextField(blank=True, max_length=2000, verbose_name="reason in French"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="return_reason",
            field=models.TextField(blank=True, max_length=2000, verbose_name="why it came back"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("pending", "waits for approval"),
                    ("returned", "returned"),
                    ("approved", "approved"),
                ],
                default="draft",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="baseline",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="baseline"
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="unit_en",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit in English"),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="strategy.indicator",
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="value",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="value"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "percentage"), _negated=True),
                    models.Q(
                        ("target__range", (0, 100)),
                        models.Q(
                            ("baseline", None), ("baseline__range", (0, 100)), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="strategy_indicator_percentage_within_100",
                violation_error_message="A percentage lies between 0 and 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "milestone"), _negated=True),
                    models.Q(("baseline", 0), ("direction", "up"), ("target", 1)),
                    _connector="OR",
                ),
                name="strategy_indicator_milestone_from_0_to_1",
                violation_error_message="A milestone goes from 0 (not reached) to 1 (reached).",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_cumulative", False),
                    models.Q(("baseline__isnull", False), ("kind", "quantitative")),
                    _connector="OR",
                ),
                name="strategy_indicator_only_quantities_add_up",
                violation_error_message="Only quantities with a baseline add up over periods.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("regions", "none"),
                    ("kind__in", ["quantitative", "percentage"]),
                    _connector="OR",
                ),
                name="strategy_indicator_only_numbers_by_region",
                violation_error_message="Only quantities and percentages come per region.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on_track_from__gt", models.F("at_risk_from")),
                    ("on_track_from__lte", 100),
                    ("at_risk_from__gte", 1),
                ),
                name="strategy_indicator_thresholds_in_order",
                violation_error_message="“On track” must start above “at risk”, both between 1 and 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__range", (1, 100))),
                name="strategy_indicator_weighs_something",
                violation_error_message="A weight lies between 1 and 100.",
            ),
        ),
        migrations.AddField(
            model_name="indicatorperiod",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="periods",
                to="strategy.indicator",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="period",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="strategy.indicatorperiod",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                fields=("period", "number"), name="strategy_measurement_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved"), _negated=True),
                fields=("period",),
                name="strategy_measurement_one_open",
                violation_error_message="A figure of this period is in work already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "returned"]), ("value__isnull", False), _connector="OR"
                ),
                name="strategy_measurement_empty_is_not_zero",
                violation_error_message="Enter a figure: an empty one is not zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("denominator", None), ("numerator", None)),
                    models.Q(
                        ("denominator__gt", 0),
                        ("numerator__gte", 0),
                        ("numerator__lte", models.F("denominator")),
                    ),
                    _connector="OR",
                ),
                name="strategy_measurement_part_of_a_whole",
                violation_error_message="The numerator lies between 0 and the denominator, which is not 0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    models.Q(("reason_en", ""), ("reason_fr", ""), _negated=True),
                    _connector="OR",
                ),
                name="strategy_measurement_correction_says_why",
                violation_error_message="Say why the figure is corrected.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("return_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="strategy_measurement_return_says_why",
                violation_error_message="Say why the figure comes back.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("entered_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="strategy_measurement_two_people",
                violation_error_message="Whoever entered a figure does not approve it.",
            ),
        ),
        migrations.AddField(
            model_name="indicatorscore",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="strategy.indicator",
            ),
        ),
        migrations.AddField(
            model_name="lightoverride",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="lightoverride",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overrides",
                to="strategy.indicator",
            ),
        ),
        migrations.AddField(
            model_name="regionalvalue",
            name="measurement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="by_region",
                to="strategy.measurement",
            ),
        ),
        migrations.AddField(
            model_name="regionalvalue",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.region"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__gte", models.F("starts_on")), ("due_on__gt", models.F("ends_on"))
                ),
                name="strategy_indicatorperiod_due_after_its_end",
                violation_error_message="A figure is due after its period has ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("indicator", "="),
                    (
                        models.Func(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            models.Value("[]"),
                            function="daterange",
                        ),
                        "&&",
                    ),
                ],
                name="strategy_indicatorperiod_no_overlap",
                violation_error_message="Another period of the indicator covers these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorscore",
            constraint=models.UniqueConstraint(
                fields=("indicator", "value"), name="strategy_indicatorscore_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lightoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason_en", ""), ("reason_fr", ""), _negated=True),
                name="strategy_lightoverride_says_why",
                violation_error_message="Say why the light is set by hand.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))),
                name="strategy_lightoverride_expires",
                violation_error_message="A light set by hand ends on a later day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("light__in", ["on_track", "at_risk", "off_track"])),
                name="strategy_lightoverride_a_judgement",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightoverride",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("indicator", "="),
                    (
                        models.Func(
                            models.F("since"),
                            models.F("until"),
                            models.Value("[]"),
                            function="daterange",
                        ),
                        "&&",
                    ),
                ],
                name="strategy_lightoverride_one_a_day",
                violation_error_message="The light is set by hand for these days already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionalvalue",
            constraint=models.UniqueConstraint(
                fields=("measurement", "region"), name="strategy_regionalvalue_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionalvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("denominator", None), ("numerator", None)),
                    models.Q(
                        ("denominator__gt", 0),
                        ("numerator__gte", 0),
                        ("numerator__lte", models.F("denominator")),
                    ),
                    _connector="OR",
                ),
                name="strategy_regionalvalue_part_of_a_whole",
                violation_error_message="The numerator lies between 0 and the denominator, which is not 0.",
            ),
        ),
    ]
