"""Comments on titles and on the introduction of a plan; remarks on items on paper."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_head_of_administration"),
        ("publishing", "0010_outside_authors"),
        ("strategy", "0026_rounds_at_workshops"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="block",
            field=models.CharField(blank=True, db_default="", max_length=10),
        ),
        migrations.AddField(
            model_name="contribution",
            name="part",
            field=models.CharField(
                choices=[("text", "text"), ("title", "title")],
                db_default="text",
                default="text",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="paperanswer",
            name="remarks",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="element",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="strategy.planelement",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("block", ""),
                    models.Q(("part", "text"), models.Q(("kind", "proposal"), _negated=True)),
                    _connector="OR",
                ),
                name="strategy_contribution_block_of_a_text",
                violation_error_message="Only a comment is on one passage of a text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("element__isnull", False),
                    ("part", "text"),
                    models.Q(("kind", "proposal"), _negated=True),
                    _connector="OR",
                ),
                name="strategy_contribution_title_of_an_element",
                violation_error_message="The title of the plan itself is commented on only.",
            ),
        ),
    ]
