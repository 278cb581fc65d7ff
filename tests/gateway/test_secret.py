"""The kept secret: made once, by whoever comes first, and readable by nobody else."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from conversations.environment import Environment
from conversations.errors import SettingError
from conversations.secret import SHORTEST_SECRET, kept_secret, read_secret


def test_a_secret_is_made_once_and_kept(tmp_path):
    first = kept_secret(tmp_path / "var")
    assert len(first) >= SHORTEST_SECRET
    assert kept_secret(tmp_path / "var") == first
    assert kept_secret(tmp_path / "another") != first


def test_only_its_owner_can_read_it(tmp_path):
    kept_secret(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    (tmp_path / "secret").chmod(0o644)
    kept_secret(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_processes_that_start_together_get_the_same(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        secrets = list(pool.map(kept_secret, [tmp_path / "var"] * 64))
    assert len(set(secrets)) == 1
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret"]


def test_half_a_secret_is_refused(tmp_path):
    (tmp_path / "secret").write_text("short")
    with pytest.raises(SettingError, match="Delete it"):
        kept_secret(tmp_path)


def test_a_place_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "var").write_text("a file, not a directory")
    with pytest.raises(SettingError, match="DESKBELL_SECRET"):
        kept_secret(tmp_path / "var")


def test_a_secret_from_the_environment_is_not_kept(tmp_path):
    variables = {"DESKBELL_SECRET": "e" * 32, "DESKBELL_DEMO": "1", "DESKBELL_VAR": str(tmp_path)}
    assert read_secret(Environment(variables)) == "e" * 32
    assert list(tmp_path.iterdir()) == []
