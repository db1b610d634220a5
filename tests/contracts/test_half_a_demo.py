"""A demo world that was stopped half-way is not shown as if it were whole."""

import pytest

from storefront import commands, demo
from storefront.kit.config import Config


def _stopped(app, config, say):
    raise KeyboardInterrupt


@pytest.mark.parametrize("then", [["serve", "--demo"], ["demo"]])
def test_it_is_said_and_nothing_starts(tmp_path, monkeypatch, capsys, database, then):
    folder = Config.for_tests(tmp_path / "data")
    monkeypatch.setattr(commands.Config, "from_env", classmethod(lambda _cls: folder))
    monkeypatch.setattr(commands, "prepare", lambda _config: None)  # the tables are those of this run, and empty
    monkeypatch.setattr(demo, "fill", _stopped)
    assert commands.run(["demo"]) == 130
    capsys.readouterr()
    assert commands.run(then) == 1
    assert f"The demo world in {folder.data} is only half made" in capsys.readouterr().err


def test_one_that_was_finished_leaves_nothing_behind(tmp_path, monkeypatch, database):
    folder = Config.for_tests(tmp_path / "data")
    monkeypatch.setattr(commands.Config, "from_env", classmethod(lambda _cls: folder))
    monkeypatch.setattr(commands, "prepare", lambda _config: None)
    monkeypatch.setattr(demo, "fill", lambda app, config, say: None)
    assert commands.run(["demo"]) == 0
    assert not (folder.data / commands.HALF_A_DEMO).exists()
