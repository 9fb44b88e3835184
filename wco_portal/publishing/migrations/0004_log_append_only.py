"""The log and the names of versions are never changed: a trigger refuses."""

from django.db import migrations

TABLES = ("publishing_step", "publishing_milestone")
MAKE = "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""
    for table in TABLES
)
UNDO = "".join(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_step_log"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
