"""Settings: from the command line, from a file, built in, and what is said of wrong ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.batch.run import Run
from cleaner.batch.summary import Summary
from cleaner.batch.watch import Watch
from cleaner.commands.batch import batch_command
from cleaner.settings import KEYS, find_settings, in_force
from tests.commands import complaints, printed

PAGE = "The swing bridge stayed shut on Monday, and the boats lay idle in the basin all day.\n\nShare on Facebook\n\nThe engineers argued until dark.\n"
BUTTON = "Share on Facebook"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder below that of the settings, with a page."""
    below = tmp_path / "one" / "two"
    below.mkdir(parents=True)
    (below / "page.txt").write_text(PAGE, encoding="utf-8")
    return below


def test_a_file_here_or_above_is_found_and_the_command_line_wins(folder: Path, tmp_path: Path) -> None:
    assert BUTTON not in printed("page.txt", cwd=folder)
    (tmp_path / "cleaner.toml").write_text('keep = ["share"]\n', encoding="utf-8")
    assert BUTTON in printed("page.txt", cwd=folder)
    assert BUTTON not in printed("page.txt", "--keep", "ad", cwd=folder)


def test_a_table_in_pyproject_is_taken(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.cleaner]\nwithout = ["share"]\n', encoding="utf-8")
    assert BUTTON in printed("page.txt", cwd=folder)


def test_the_nearest_file_counts_and_of_two_in_a_folder_our_own(folder: Path) -> None:
    (folder.parent / "cleaner.toml").write_text("", encoding="utf-8")
    (folder / "pyproject.toml").write_text('[tool.other]\nname = "cleaner"\n', encoding="utf-8")
    assert find_settings(folder) == folder.parent / "cleaner.toml", "that project says nothing of us"
    (folder / "pyproject.toml").write_text("[tool.cleaner]\n", encoding="utf-8")
    assert find_settings(folder) == folder / "pyproject.toml"
    (folder / "cleaner.toml").write_text("", encoding="utf-8")
    assert find_settings(folder) == folder / "cleaner.toml"


def test_a_broken_pyproject_is_passed_over_where_it_has_no_table_of_ours(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('# The window cleaner.\nname = "', encoding="utf-8")
    assert find_settings(folder) != folder / "pyproject.toml"
    (folder / "pyproject.toml").write_text('[tool.cleaner]\nkeep = ["', encoding="utf-8")
    (line,) = complaints("page.txt", cwd=folder)
    assert "pyproject.toml: is no TOML" in line


def test_a_file_may_be_named(folder: Path, tmp_path: Path) -> None:
    (folder / "cleaner.toml").write_text('keep = ["share"]\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('profile = "cautious"\n', encoding="utf-8")
    shown = printed("--config", tmp_path / "other.toml", "--show-config", cwd=folder)
    assert f'profile = "cautious"  # {tmp_path}/other.toml' in shown
    assert "keep = []  # built in" in shown


def test_rules_are_found_from_the_file_that_names_them(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[[navigation]]\nrule = "q"\nshape = "whole"\ntakes = "line"\nconfidence = 0.95\nphrases = ["share on facebook"]\n', encoding="utf-8"
    )
    (tmp_path / "cleaner.toml").write_text('rules = ["own.toml"]\nwithout = ["share"]\n', encoding="utf-8")
    assert "navigation\tq" in printed("page.txt", "--explain", cwd=folder)


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "cannot be read: no such file or directory; `cleaner sites learn` makes one"), (PAGE, "is no table of sites")],
    ids=["missing", "text"],
)
@pytest.mark.parametrize("command", [("page.txt",), ("batch", "page.txt", "-o", "out.jsonl"), ("--show-config",)], ids=lambda command: command[0])
def test_a_table_of_sites_that_cannot_be_used_is_told_with_file_and_key(folder: Path, command: tuple[str, ...], content: str | None, says: str) -> None:
    file = folder.parent / "cleaner.toml"
    file.write_text('sites = "learnt.parquet"\n', encoding="utf-8")
    if content is not None:
        (folder.parent / "learnt.parquet").write_text(content, encoding="utf-8")
    (line,) = complaints(*command, cwd=folder)
    assert line.startswith(f"cleaner: {file}: sites: {folder.parent / 'learnt.parquet'}: {says}")
    assert not (folder / "out.jsonl").exists()
    assert 'sites = ""  # command line' in printed("--show-config", "--sites", "", cwd=folder), "it can be taken back"


def test_a_batch_takes_of_the_machine_what_the_file_says_and_the_command_line_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[Run] = []

    def noting(plan: Run, seen: object) -> Summary:  # noqa: ARG001
        plans.append(plan)
        return Summary()

    monkeypatch.chdir(folder)
    monkeypatch.setattr("cleaner.commands.batch.run", noting)
    (folder / "cleaner.toml").write_text("[batch]\njobs = 3\ntimeout = 7\nmemory = 500\n", encoding="utf-8")
    for more in ([], ["--jobs", "1", "--timeout", "2.5", "--memory", "400"]):
        done = CliRunner().invoke(batch_command, ["page.txt", "-o", "out.jsonl", "--quiet", *more])
        assert done.exit_code == 0, done.output
    assert [(plan.jobs, plan.watch) for plan in plans] == [(3, Watch(7, 500_000_000)), (1, Watch(2.5, 400_000_000))]


@pytest.mark.parametrize("command", [(), ("batch",), ("eval",)])
def test_what_is_in_force_is_shown_in_the_form_of_a_file(command: tuple[str, ...], folder: Path) -> None:
    (folder / "cleaner.toml").write_text('profile = "cautious"\nkeep = ["ad"]\nlimits.seconds = 5\nbatch.jobs = 3\n', encoding="utf-8")
    shown = printed(*command, "--show-config", "--keep", "byline", "--lang", "de", cwd=folder)
    origins = {line.split(" = ")[0]: line.rsplit("  # ", 1)[1] for line in shown.splitlines()}
    assert tuple(origins) == KEYS
    file = str(folder / "cleaner.toml")
    assert {key: origin for key, origin in origins.items() if origin != "built in"} == {
        "profile": file,
        "keep": "command line",
        "languages": "command line",
        "limits.seconds": file,
        "batch.jobs": file,
    }
    values = tomllib.loads(shown)
    assert (values["profile"], values["keep"], values["languages"], values["limits"]["seconds"]) == ("cautious", ["byline"], ["de"], 5)
    (folder / "again.toml").write_text(shown, encoding="utf-8")
    again = {key: setting.value for key, setting in in_force(folder / "again.toml", {}).items()}
    assert (again["keep"], again["limits.seconds"], again["sites"], again["batch.jobs"]) == (("byline",), 5, "", 3)


def test_a_language_in_the_file_can_be_taken_back(folder: Path) -> None:
    (folder / "cleaner.toml").write_text('languages = ["de"]\n', encoding="utf-8")
    assert 'languages = "auto"  # command line' in printed("--show-config", "--lang", "auto", cwd=folder)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("profil = 1", "profil: unknown key; choose from profile, keep"),
        ("[limits]\nminutes = 1", "limits.minutes: unknown key"),
        ("limits = 3", "limits: must be a table of size"),
        ("batch = 3", "batch: must be a table of jobs, timeout, memory, not 3"),
        ("batch.cores = 3", "batch.cores: unknown key"),
        ("batch.jobs = 0", "batch.jobs: must be a whole number from 1 to 256, not 0"),
        ("batch.jobs = 1.5", "batch.jobs: must be a whole number, not 1.5"),
        ("batch.timeout = 0", "batch.timeout: must be a number, 0.1 or more, not 0"),
        ("batch.timeout = nan", "batch.timeout: must be a number, 0.1 or more, not nan"),
        ("batch.memory = 20", "batch.memory: must be a whole number, 300 or more, not 20"),
        ("sites = 3", "sites: must be a string, not 3"),
        ("limits.seconds = true", "limits.seconds: must be a number, not True"),
        ("limits.size = 1.5", "limits.size: must be a whole number, not 1.5"),
        ("limits.size = 0", "limits.size: the limit size must be positive"),
        ('profile = "reckless"', "profile: unknown profile 'reckless'"),
        ("profile = 3", "profile: must be a string, not 3"),
        ('keep = "share"', "keep: must be a list of strings, not 'share'"),
        ("keep = [3]", "keep: must be a list of strings, not [3]"),
        ('keep = ["weather"]', "keep: unknown category 'weather'"),
        ('without = ["weather.rain"]', "without: unknown category 'weather'"),
        ('languages = "de"', "languages: must be a list of strings, or auto, not 'de'"),
        ('languages = ["xx"]', "languages: unknown language 'xx'"),
        ('rules = ["none.toml"]', "none.toml: cannot be read: no such file"),
        ("keep = [", "is no TOML"),
        ("caf\xe9 = 1", "is not UTF-8"),
    ],
)
def test_what_cannot_be_is_told_with_file_and_key(content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "cleaner.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(ValueError, match=r"cleaner\.toml: ") as error:
        in_force(path, {})
    assert str(error.value).startswith(f"{path}: ")
    assert says in str(error.value)


def test_a_wrong_file_is_one_line_and_exit_two(folder: Path) -> None:
    (folder / "cleaner.toml").write_text("profil = 1\n", encoding="utf-8")
    (line,) = complaints("page.txt", cwd=folder)
    assert line.startswith(f"cleaner: {folder}/cleaner.toml: profil: unknown key")
    assert complaints("page.txt", "--config", "none.toml", cwd=folder) == ["cleaner: none.toml: cannot be read: no such file or directory"]


@pytest.mark.parametrize("option", [("--lang", "xx"), ("--without", "weather.rain"), ("--without", "share.no-such-rule")])
def test_a_wrong_option_is_one_line_and_exit_two(folder: Path, option: tuple[str, ...]) -> None:
    (line,) = complaints("page.txt", *option, cwd=folder)
    assert line.startswith("cleaner: unknown")
