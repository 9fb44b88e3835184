"""Amendments have a life of their own, and the words that they change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0010_outside_authors"),
        ("strategy", "0031_figures_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AmendmentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("title_en", models.CharField(max_length=200, verbose_name="title in English")),
                ("title_fr", models.CharField(max_length=200, verbose_name="title in French")),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("text_fr", models.TextField(blank=True, verbose_name="text in French")),
                ("base", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.AddField(
            model_name="amendment",
            name="effective_on",
            field=models.DateField(blank=True, null=True, verbose_name="takes effect on"),
        ),
        migrations.AddField(
            model_name="amendment",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("submitted", "submitted to the Council"),
                    ("adopted", "adopted"),
                    ("in_effect", "in effect"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                max_length=9,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="plandecision",
            name="amendment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="strategy.amendment",
            ),
        ),
        migrations.AddField(
            model_name="planelement",
            name="dropped_on",
            field=models.DateField(blank=True, null=True, verbose_name="dropped on"),
        ),
        migrations.AddField(
            model_name="plansubmission",
            name="amendment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="strategy.amendment",
            ),
        ),
        migrations.AlterField(
            model_name="plandecision",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="strategy.plan",
            ),
        ),
        migrations.AlterField(
            model_name="plansubmission",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="strategy.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_on__isnull", False),
                    ("state__in", ["draft", "withdrawn"]),
                    _connector="OR",
                ),
                name="strategy_amendment_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="plandecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amendment", None), ("plan__isnull", False)),
                    models.Q(("amendment__isnull", False), ("plan", None)),
                    _connector="OR",
                ),
                name="strategy_plandecision_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="plansubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amendment", None), ("plan__isnull", False)),
                    models.Q(("amendment__isnull", False), ("plan", None)),
                    _connector="OR",
                ),
                name="strategy_plansubmission_of_one",
            ),
        ),
        migrations.AddField(
            model_name="amendmentchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="amendmentchange",
            name="finding",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="change",
                to="strategy.reviewfinding",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendmentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title_en", ""), _negated=True),
                    models.Q(("title_fr", ""), _negated=True),
                ),
                name="strategy_amendmentchange_is_named",
                violation_error_message="Write the title in both languages.",
            ),
        ),
    ]
