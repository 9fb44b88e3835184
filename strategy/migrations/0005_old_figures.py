"""Figures that were there before wait for approval, each in a period of its own."""

import datetime as dt

from django.db import migrations

DAYS_TO_REPORT = 31


def _periods(apps, schema_editor):
    indicators = apps.get_model("strategy", "Indicator")
    periods = apps.get_model("strategy", "IndicatorPeriod")
    for indicator in indicators.objects.all():
        if indicator.baseline is not None and indicator.target < indicator.baseline:
            indicator.direction = "down"
            indicator.save(update_fields=["direction"])
        starts_on = indicator.baseline_on
        for old in indicator.measurements.filter(period=None).order_by("measured_on"):
            ends_on = old.measured_on
            old.period = periods.objects.create(
                indicator=indicator,
                starts_on=min(starts_on, ends_on),
                ends_on=ends_on,
                due_on=ends_on + dt.timedelta(days=DAYS_TO_REPORT),
            )
            old.state = "pending"
            old.save(update_fields=["period", "state"])
            starts_on = ends_on + dt.timedelta(days=1)


def _apart(apps, schema_editor):
    apps.get_model("strategy", "Measurement").objects.update(period=None)


class Migration(migrations.Migration):
    dependencies = [("strategy", "0004_measurement_cycle")]

    operations = [migrations.RunPython(_periods, _apart)]
