"""The tables of an empty database, made from the models: a tenth of the work of migrating.

Migrating draws the models anew for each of 400 changes, which takes as long as a hundred tests.
That both ways end in the same tables is tried whole by tests/common/test_tables.py.
"""

from django.apps import apps
from django.contrib.postgres.operations import CreateExtension
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.test import override_settings


def make():
    """Make all tables, then what migrations say in SQL, and note the migrations as done."""
    migrations = _in_order()
    _carry_out(migrations, CreateExtension)
    with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
        call_command("migrate", run_syncdb=True, verbosity=0)
    _carry_out(migrations, RunSQL)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration in migrations:
        recorder.record_applied(migration.app_label, migration.name)


def _in_order():
    graph = MigrationLoader(connection).graph
    names = [name for leaf in sorted(graph.leaf_nodes()) for name in graph.forwards_plan(leaf)]
    return [graph.nodes[name] for name in dict.fromkeys(names)]


def _carry_out(migrations, kind):
    nothing = ProjectState()
    with connection.schema_editor() as editor:
        for migration in migrations:
            for operation in migration.operations:
                if isinstance(operation, kind):
                    operation.database_forwards(migration.app_label, editor, nothing, nothing)
