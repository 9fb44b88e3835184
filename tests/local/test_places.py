"""The addresses of the embedded servers."""

import environ
import psycopg.conninfo
import redis

from wco_portal.local import homes
from wco_portal.local.places import LONGEST_SOCKET, Places


def test_secret_is_invented_once_and_readable_by_nobody_else(tmp_path):
    first = Places(tmp_path).secret_key

    assert Places(tmp_path).secret_key == first
    assert (tmp_path / "secrets" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


def test_addresses_survive_capitals_spaces_and_accents(tmp_path):
    places = Places(tmp_path / "É x")

    url = places.database_url()

    assert environ.Env.db_url_config(url)["OPTIONS"] == {"host": str(places.run)}
    assert psycopg.conninfo.conninfo_to_dict(url)["host"] == str(places.run)
    broker = redis.Redis.from_url(places.redis_url(1)).connection_pool.connection_kwargs
    assert (broker["path"], broker["db"]) == (str(places.run / "valkey.sock"), 1)


def test_deep_folder_gets_short_sockets_of_its_own(tmp_path):
    one, other = Places(tmp_path / ("a" * 90)), Places(tmp_path / ("b" * 90))

    assert len(str(one.run / ".s.PGSQL.5432")) <= LONGEST_SOCKET
    assert one.run != other.run
    assert one.run == Places(one.var).run


def test_what_is_thrown_away_is_made_in_memory_only_with_room_to_spare(tmp_path, monkeypatch):
    limit = tmp_path / "memory.max"
    limit.write_text("max\n")
    monkeypatch.setattr(homes, "MEMORY", tmp_path)
    monkeypatch.setattr(homes, "LIMIT", limit)
    monkeypatch.setattr(homes, "ROOM", 1)
    assert homes.in_memory() == tmp_path

    limit.write_text("1\n")
    assert homes.in_memory() is None

    monkeypatch.setattr(homes, "LIMIT", tmp_path / "none")
    monkeypatch.setattr(homes, "ROOM", 2**60)
    assert homes.in_memory() is None

    monkeypatch.setattr(homes, "MEMORY", tmp_path / "none")
    assert homes.in_memory() is None
