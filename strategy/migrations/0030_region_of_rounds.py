"""Hold the region of a round to that of its workshop: one foreign key on both columns."""

from django.db import migrations, models

ADD = """
ALTER TABLE strategy_consultation
  ADD CONSTRAINT strategy_consultation_region_of_workshop
  FOREIGN KEY (workshop_id, region_id) REFERENCES strategy_workshop (id, region_id)
"""
DROP = """
ALTER TABLE strategy_consultation
  DROP CONSTRAINT strategy_consultation_region_of_workshop
"""


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0029_rounds_withdrawn"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="workshop",
            constraint=models.UniqueConstraint(
                fields=("id", "region"), name="strategy_workshop_of_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("region", None), ("workshop", None)),
                    models.Q(("region__isnull", False), ("workshop__isnull", False)),
                    _connector="OR",
                ),
                name="strategy_consultation_region_with_workshop",
            ),
        ),
        migrations.RunSQL(ADD, DROP),
    ]
