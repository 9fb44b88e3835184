"""A table for people, JSON lines for comparing runs."""

import datetime as dt
import json

HEAD = f"{'':34}{'p50':>8}{'p95':>8}{'x limit':>9}{'aim':>6}{'CPU':>7}{'PG':>6}{'SQL':>5}{'kB':>7}"
CROWD = f"{'p50':>8}{'p95':>9}{'x limit':>9}{'aim':>6}{'per s':>8}"


class Report:
    """What a run found, told and kept."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}.jsonl"

    def keep(self, **data):
        with self.path.open("a") as file:
            file.write(json.dumps(data) + "\n")

    def title(self, text, head=""):
        print(f"\n{text}" if not head else f"\n{text:34}{head}", flush=True)

    def fact(self, name, aim="", **values):
        """Keep and tell some figures under a name, with what they should be."""
        self.keep(name=name, aim=aim, **values)
        told = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in values.items())
        print(f"{name}: {told}{f' (aim: {aim})' if aim else ''}", flush=True)

    def row(self, target, measure, limit=None, *, aim=None, sql=None):
        """Keep and tell what one page took, and how often the limit's time that is."""
        ratio = round(measure.p50 / limit.p50, 2) if limit else None
        self.keep(
            name=target.name,
            path=target.path,
            fresh=target.is_fresh,
            p50=round(measure.p50, 2),
            p95=round(measure.p95, 2),
            ratio=ratio,
            aim=aim,
            cpu_ms=round(measure.cpu, 2),
            cpu_ratio=round(measure.cpu / limit.cpu, 2) if limit and limit.cpu else None,
            database_cpu_ms=round(measure.database_cpu, 2),
            sql=sql,
            bytes=measure.size,
            errors=measure.errors,
        )
        print(
            f"{target.name:34}{measure.p50:8.2f}{measure.p95:8.2f}{_shown(ratio):>9}{_shown(aim):>6}"
            f"{measure.cpu:7.2f}{measure.database_cpu:6.2f}{_shown(sql):>5}"
            f"{measure.size / 1000:7.1f}{_errors(measure)}",
            flush=True,
        )

    def crowd(self, target, clients, measure, rate, *, limit, aim=None):
        """Keep and tell what one page took when many asked at once."""
        ratio = round(measure.p95 / limit.p95, 2)
        self.keep(
            name=target.name,
            clients=clients,
            p50=round(measure.p50, 2),
            p95=round(measure.p95, 2),
            p95_ratio=ratio,
            aim=aim,
            per_s=round(rate, 1),
            errors=measure.errors,
        )
        print(
            f"{target.name:34}{measure.p50:8.1f}{measure.p95:9.1f}{_shown(ratio):>9}{_shown(aim):>6}"
            f"{rate:8.0f}{_errors(measure)}",
            flush=True,
        )


def _shown(value):
    return "" if value is None else f"{value:g}"


def _errors(measure):
    return f"  {measure.errors} errors" if measure.errors else ""
