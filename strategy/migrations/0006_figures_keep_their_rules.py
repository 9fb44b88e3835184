"""Every figure has a period; an approved one is never changed: a trigger refuses."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "strategy_measurement"
MAKE = f"""
CREATE TRIGGER {TABLE}_approved_stays BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION portal_refuse_change();
"""
UNDO = f"DROP TRIGGER IF EXISTS {TABLE}_approved_stays ON {TABLE};"


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0005_old_figures"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("baseline", None),
                    models.Q(("direction", "up"), ("target__gte", models.F("baseline"))),
                    models.Q(("direction", "down"), ("target__lte", models.F("baseline"))),
                    _connector="OR",
                ),
                name="strategy_indicator_goes_its_way",
                violation_error_message="The target lies on the wrong side of the baseline for this direction.",
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="strategy.indicatorperiod",
            ),
        ),
        migrations.RunSQL(MAKE, UNDO),
    ]
