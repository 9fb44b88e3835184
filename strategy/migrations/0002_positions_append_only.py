"""Revisions of Members' positions are never changed: a trigger refuses."""

from django.db import migrations

TABLE = "strategy_positionrevision"
MAKE = f"""
CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""
UNDO = f"DROP TRIGGER IF EXISTS {TABLE}_append_only ON {TABLE};"


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
