"""Amendments add parts at the top of a plan too."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

NAME = "strategy_amendmentaddition_stands_under_another"


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0034_amendment_additions"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="amendmentaddition", name=NAME),
        migrations.AlterField(
            model_name="amendmentaddition",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="additions_under",
                to="strategy.planelement",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendmentaddition",
            constraint=models.CheckConstraint(
                condition=Q(parent=None) | ~Q(kind__in=["focus_area", "goal", "layer", "priority"]),
                name=NAME,
                violation_error_message="A part of this kind stands at the top of a plan.",
            ),
        ),
    ]
