"""Amendments add parts to plans, each from its day on."""

import django.db.models.deletion
import wco_portal.common.ids
import wco_portal.common.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0033_earlier_targets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="planelement",
            name="added_on",
            field=models.DateField(blank=True, null=True, verbose_name="added on"),
        ),
        migrations.CreateModel(
            name="AmendmentAddition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "public_id",
                    wco_portal.common.models.PublicIdField(
                        default=wco_portal.common.ids.public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("goal", "strategic goal"),
                            ("layer", "layer of the strategic map"),
                            ("objective", "strategic objective"),
                            ("process", "strategic process"),
                            ("learning", "LD layer"),
                            ("priority", "priority"),
                            ("focus_area", "focus area"),
                            ("function", "function"),
                            ("action", "action"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                ),
                (
                    "title_fr",
                    models.CharField(blank=True, max_length=200, verbose_name="title in French"),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("text_fr", models.TextField(blank=True, verbose_name="text in French")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="strategy.amendment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions_under",
                        to="strategy.planelement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en", ""), _negated=True),
                            models.Q(("title_fr", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="strategy_amendmentaddition_is_named",
                        violation_error_message="Write the title in English or in French.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["focus_area", "goal", "layer", "priority"]), _negated=True
                        ),
                        name="strategy_amendmentaddition_stands_under_another",
                        violation_error_message="A part of this kind stands at the top of a plan.",
                    ),
                ],
            },
        ),
    ]
