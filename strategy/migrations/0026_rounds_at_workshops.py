"""Rounds at workshops; and when the regions without a window of their own were told."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def told(apps: Any, _schema: Any) -> None:
    """Take what has opened for told, so that nobody is told again."""
    consultations = apps.get_model("strategy", "Consultation").objects
    consultations.filter(state__in=["open", "closed", "published"]).update(told_at=F("opens_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0025_workshops_whole"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="consultation",
            name="workshop",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="strategy.workshop",
            ),
        ),
        migrations.RunPython(told, migrations.RunPython.noop),
    ]
