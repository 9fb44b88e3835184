"""Rounds that are withdrawn; and the region of those at workshops as a column of their own."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def of_workshops(apps: Any, _schema: Any) -> None:
    """Take over the region of the workshop at which a round is held."""
    workshops = apps.get_model("strategy", "Workshop").objects
    region = workshops.filter(pk=OuterRef("workshop")).values("region")
    rounds = apps.get_model("strategy", "Consultation").objects.exclude(workshop=None)
    rounds.update(region=Subquery(region))


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0028_authors_of_word_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consultation",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("announced", "announced"),
                    ("open", "open"),
                    ("closed", "closed"),
                    ("published", "result published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.region",
            ),
        ),
        migrations.RunPython(of_workshops, migrations.RunPython.noop),
    ]
