"""The command as people type it: JSON out, or one line and 2."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.strategy.rules.electorates import file_of


def write(path, given):
    path.write_bytes(given if isinstance(given, bytes) else json.dumps(given).encode())
    return path


def test_figures_are_printed_as_json(tmp_path, capsys):
    given = file_of((2, "A,B,C", "X"), (10, "C,B,A", "Y"), (None, "A,BC", "Z"))

    call_command("aggregate_ballots", write(tmp_path / "b.json", given), "--rounds", "100")

    told = json.loads(capsys.readouterr().out)
    assert told["ballots"] == 13
    assert told["intervals"]["rounds"] == 100
    assert told["weightings"]["order_depends"] is True


def test_second_ballot_of_a_member_is_told_beside_the_figures(tmp_path, capsys):
    given = file_of((1, "A,B,C"), (1, "A,B,C"))
    for ballot in given["ballots"]:
        ballot["member"] = "SEN"

    call_command("aggregate_ballots", write(tmp_path / "b.json", given))

    out, told = capsys.readouterr()
    assert json.loads(out)["ballots"] == 2
    assert told == "Ballot 2 (SEN): it counts beside ballot 1.\n"


@pytest.mark.parametrize("rounds", ["39", "100001", "many", "²"])
def test_rounds_stay_within_reason(tmp_path, rounds):
    with pytest.raises(CommandError, match="rounds"):
        call_command("aggregate_ballots", tmp_path, "--rounds", rounds)


@pytest.mark.parametrize("place", ["missing.json", ".", "nul\0"])
def test_file_that_is_not_there_is_said(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CommandError, match="cannot be read") as wrong:
        call_command("aggregate_ballots", place)

    assert wrong.value.returncode == 2


def test_wrong_ballot_ends_with_2_and_one_line(tmp_path):
    given = file_of((1, "A,B"), (1, "A,Q"))
    given["ballots"][1]["member"] = "FRA"
    file = write(tmp_path / "b.json", given)

    done = subprocess.run(
        [sys.executable, "manage.py", "aggregate_ballots", file],
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "CommandError: Ballot 2 (FRA): Q is not one of the items.\n"
