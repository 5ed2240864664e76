"""The command, as a user runs it: a process with arguments, streams, files and an exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cleaner import __version__

COMMAND = str(Path(sys.executable).parent / "cleaner")

TITLE = "Bridge at Port Ellery stays shut for a third week"
FIRST = "The swing bridge at Port Ellery stayed shut on Monday, and the boats that should have passed it lay idle in the basin while the engineers argued."
SECOND = "“We will not be hurried,” said Marta Quill, who has kept the bridge for eleven years, and she went back to her tea without another word."
BUTTON = "Share on Facebook"
ARTICLE = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"
PAGE = f"{TITLE}\n\n{FIRST}\n\n{BUTTON}\n\n{SECOND}\n\n{BUTTON}\n"


def run(*arguments: str | Path, data: bytes | None = None, timeout: float = 60, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *map(str, arguments)], input=data if data is not None else b"", capture_output=True, timeout=timeout, cwd=cwd, check=False)


def complaint(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    """The one line on stderr of a call that failed cleanly."""
    error = done.stderr.decode()
    assert "Traceback" not in error
    assert done.returncode == code, error
    assert error.startswith("cleaner: ")
    assert error.count("\n") == 1, error
    assert done.stdout == b""
    return error


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode())
    return path


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


# ---------------------------------------------------------------- the article


def test_the_article_is_printed(page: Path) -> None:
    done = run(page)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, ARTICLE, b"")


def test_a_dash_is_standard_input() -> None:
    done = run("-", data=PAGE.encode())
    assert (done.returncode, done.stdout.decode()) == (0, ARTICLE)


def test_what_was_printed_comes_back_unchanged() -> None:
    assert run("-", data=ARTICLE.encode()).stdout.decode() == ARTICLE


def test_options_may_follow_the_file(page: Path) -> None:
    assert run(page, "--keep", "share").returncode == 0


def test_a_file_name_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "pâge – 1 [x] 'y'.txt"
    path.write_text(PAGE, encoding="utf-8")
    assert run(path).stdout.decode() == ARTICLE


def test_a_file_name_that_is_no_text_can_be_complained_about(tmp_path: Path) -> None:
    done = subprocess.run([COMMAND.encode(), os.fsencode(tmp_path) + b"/\xff\xfe.txt"], capture_output=True, timeout=60, check=False)
    assert "no such file" in complaint(done, 2)


def test_the_version_is_told() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"cleaner, version {__version__}")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_option(flag: str) -> None:
    done = run(flag)
    assert done.returncode == 0
    for option in ("--output", "--explain", "--format", "--keep", "--profile", "--lang", "--kind", "--url", "--version"):
        assert option in done.stdout.decode()


# ---------------------------------------------------------------- -o


def test_the_article_is_written_and_nothing_printed(page: Path, tmp_path: Path) -> None:
    done = run(page, "-o", tmp_path / "out.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out.txt").read_bytes() == ARTICLE.encode()


def test_writing_leaves_nothing_else_behind(page: Path, tmp_path: Path) -> None:
    run(page, "-o", tmp_path / "out.txt")
    assert names(tmp_path) == {"page.txt", "out.txt"}


def test_the_input_is_never_touched(page: Path, tmp_path: Path) -> None:
    before = page.stat()
    run(page, "-o", tmp_path / "out.txt")
    after = page.stat()
    assert page.read_bytes() == PAGE.encode()
    assert (before.st_mtime_ns, before.st_ino, before.st_mode) == (after.st_mtime_ns, after.st_ino, after.st_mode)


def test_an_existing_file_is_replaced(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("an older and much longer text\n" * 500)
    run(page, "-o", out)
    assert out.read_bytes() == ARTICLE.encode()


def test_an_existing_file_is_moved_away_not_overwritten(page: Path, tmp_path: Path) -> None:
    out, reader = tmp_path / "out.txt", tmp_path / "reader.txt"
    out.write_text("old")
    os.link(out, reader)
    run(page, "-o", out)
    assert reader.read_text() == "old"


def test_an_existing_file_keeps_its_mode(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")
    out.chmod(0o640)
    run(page, "-o", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_the_umask_gives(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    subprocess.run(["sh", "-c", f'umask 027; "{COMMAND}" "$1" -o "$2"', "sh", str(page), str(out)], check=True, timeout=60)
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_a_link_is_written_through(page: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    run(page, "-o", link)
    assert link.is_symlink()
    assert target.read_bytes() == ARTICLE.encode()


def test_the_output_may_be_named_without_a_folder(page: Path, tmp_path: Path) -> None:
    assert run(page, "-o", "out.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.txt").read_bytes() == ARTICLE.encode()


def test_the_longest_file_name_can_be_written(page: Path, tmp_path: Path) -> None:
    assert run(page, "-o", tmp_path / ("o" * 255)).returncode == 0


def test_explaining_does_not_keep_the_article_from_being_written(page: Path, tmp_path: Path) -> None:
    done = run(page, "--explain", "-o", tmp_path / "out.txt")
    assert BUTTON in done.stdout.decode()
    assert (tmp_path / "out.txt").read_bytes() == ARTICLE.encode()


def same_names(page: Path) -> list[str]:
    link = page.with_name("link.txt")
    link.symlink_to(page)
    hard = page.with_name("hard.txt")
    os.link(page, hard)
    return [str(page), f"./{page.name}", f"../{page.parent.name}/{page.name}", str(link), str(hard)]


def test_the_input_itself_is_refused_as_output_by_any_name(page: Path) -> None:
    for name in same_names(page):
        assert "is the input itself" in complaint(run(page.name, "-o", name, cwd=page.parent), 2)
    assert page.read_bytes() == PAGE.encode()


def test_a_folder_is_refused_as_output(page: Path, tmp_path: Path) -> None:
    assert "is a folder" in complaint(run(page, "-o", tmp_path), 2)


@pytest.mark.parametrize("out", ["missing/out.txt", "page.txt/out.txt"])
def test_an_output_in_no_folder_is_a_failure(page: Path, tmp_path: Path, out: str) -> None:
    assert "cannot be written" in complaint(run(page, "-o", tmp_path / out), 1)
    assert names(tmp_path) == {"page.txt"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_an_output_where_nobody_may_write_is_a_failure(page: Path) -> None:
    assert "cannot be written" in complaint(run(page, "-o", "/proc/out.txt"), 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_in_a_read_only_folder_is_a_failure(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert "cannot be written" in complaint(run(page, "-o", folder / "out.txt"), 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
class TestFullDisk:
    def test_as_output(self, page: Path) -> None:
        assert "no space left" in complaint(run(page, "-o", "/dev/full"), 1)

    @pytest.mark.parametrize("option", [(), ("--format", "json"), ("--explain",), ("--explain", "--format", "json")])
    def test_as_standard_output(self, page: Path, option: tuple[str, ...]) -> None:
        buffered = {**os.environ, "PYTHONUNBUFFERED": ""}  # as it is for most: then Python writes again when it ends
        with open("/dev/full", "wb") as full:
            done = subprocess.run([COMMAND, str(page), *option], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, env=buffered)
        error = done.stderr.decode()
        assert (done.returncode, error.count("\n")) == (1, 1), error
        assert "no space left" in error

    @pytest.mark.parametrize("command", [("rules",), ("rules", "--format", "json"), ("--show-config",)])
    def test_as_standard_output_of_other_commands(self, command: tuple[str, ...]) -> None:
        buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
        with open("/dev/full", "wb") as full:
            done = subprocess.run([COMMAND, *command], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, env=buffered)
        assert (done.returncode, done.stderr.decode()) == (1, "cleaner: standard output: cannot be written: no space left on device\n")


@pytest.mark.parametrize("option", [(), ("--format", "json"), ("--explain",), ("--explain", "--format", "json")])
def test_a_reader_that_has_had_enough_is_no_failure(tmp_path: Path, option: tuple[str, ...]) -> None:
    path = tmp_path / "long.txt"
    path.write_text((f"{FIRST}\n\n{BUTTON}\n\n") * 2_000)
    with subprocess.Popen([COMMAND, str(path), *option], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        error = process.stderr.read().decode()
        code = process.wait(timeout=60)
    assert (code, error) == (0, "")


@pytest.mark.parametrize("option", [(), ("--explain",)])
def test_a_closed_standard_output_is_a_failure(page: Path, option: tuple[str, ...]) -> None:
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", COMMAND, str(page), *option], capture_output=True, timeout=60, check=False)
    assert "cannot be written" in complaint(done, 1)


# ---------------------------------------------------------------- --explain


def rows(output: bytes) -> list[list[str]]:
    return [line.split("\t") for line in output.decode().splitlines()]


def test_explain_lists_a_row_for_each_cut(page: Path) -> None:
    done = run(page, "--explain")
    assert done.returncode == 0
    assert [(row[0], row[-1]) for row in rows(done.stdout)] == [("5:1", BUTTON), ("9:1", BUTTON)]


def test_a_row_has_category_rule_confidence_and_reason(page: Path) -> None:
    for row in rows(run(page, "--explain").stdout):
        assert len(row) == 6
        _, category, rule, confidence, reason, _ = row
        assert category == "share"
        assert re.fullmatch(r"[\w-]+", rule)
        assert re.fullmatch(r"[01]\.\d\d", confidence)
        assert reason


def test_columns_count_characters(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{TITLE}\n\n{FIRST}\n\n  \u00a0{BUTTON}\n\n{SECOND}\n", encoding="utf-8")
    assert rows(run(path, "--explain").stdout)[0][0] == "5:4"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(newline: str) -> None:
    assert [row[0] for row in rows(run("-", "--explain", data=PAGE.replace("\n", newline).encode()).stdout)] == ["5:1", "9:1"]


def test_nothing_cut_is_no_row() -> None:
    assert run("-", "--explain", data=ARTICLE.encode()).stdout == b""


def test_a_cut_cannot_break_the_rows_or_drive_the_terminal() -> None:
    data = PAGE.replace(BUTTON, f"{BUTTON}\t\x1b[31m\x9b\u202e").encode()
    output = run("-", "--explain", data=data).stdout
    assert {len(row) for row in rows(output)} == {6}
    assert not set(output.decode()) & set("\x1b\x9b\u202e")


def test_explain_as_json_is_one_object_a_line(page: Path) -> None:
    cuts = [json.loads(line) for line in run(page, "--explain", "--format", "json").stdout.splitlines()]
    assert [(c["line"], c["column"], c["text"]) for c in cuts] == [(5, 1, BUTTON), (9, 1, BUTTON)]


def on_terminal(arguments: Sequence[str | Path], columns: int = 160) -> str:
    """What the command shows on a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen([COMMAND, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = bytearray()
        until = time.monotonic() + 60
        while time.monotonic() < until and select.select([ours], [], [], 60)[0]:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        assert process.wait(timeout=60) == 0
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown.decode("utf-8", "replace"))


def test_on_a_terminal_explain_is_a_table(page: Path) -> None:
    shown = on_terminal([page, "--explain"])
    assert "category" in shown
    assert "5:1" in shown
    assert BUTTON in shown
    assert "2 cuts" in shown


def test_on_a_terminal_nothing_cut_is_said(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert "nothing was cut" in on_terminal([path, "--explain"])


def test_on_a_terminal_lone_surrogates_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode().replace(BUTTON.encode(), BUTTON.encode() + b" \xed\xa0\x80", 1))
    shown = on_terminal([path, "--explain"])
    assert "Traceback" not in shown
    assert "9:1" in shown


# ---------------------------------------------------------------- --format json


def record(*arguments: str | Path, data: bytes | None = None) -> dict[str, Any]:
    done = run(*arguments, "--format", "json", data=data)
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_json_holds_the_article(page: Path) -> None:
    read = record(page)
    assert read["text"] + "\n" == ARTICLE
    assert read["title"] == TITLE
    assert read["body"] + "\n" == ARTICLE.removeprefix(f"{TITLE}\n\n")
    assert read["problems"] == []


@pytest.mark.parametrize("before", ["", "\ufeff", "🌊🌊\u0301 "])
def test_json_offsets_count_characters_of_the_text_without_its_mark(before: str) -> None:
    source = before + PAGE
    removed = record("-", data=source.encode())["removed"]
    text = source.removeprefix("\ufeff")
    assert BUTTON in [r["text"] for r in removed]
    assert [text[r["start"] : r["end"]] for r in removed] == [r["text"] for r in removed]


def test_json_restores_the_source(page: Path) -> None:
    read = record(page)
    parts, at, kept = [], 0, 0
    for r in read["removed"]:
        parts += [read["text"][kept : kept + r["start"] - at], r["text"]]
        kept, at = kept + r["start"] - at, r["end"]
    assert "".join([*parts, read["text"][kept:]]) == PAGE


def test_json_has_a_form_for_lone_surrogates() -> None:
    assert "\ud800" in record("-", data=PAGE.encode().replace(b"tea", b"tea \xed\xa0\x80"))["text"]


def test_json_tells_what_went_wrong() -> None:
    assert [p["code"] for p in record("-", data=f"{BUTTON}\n".encode())["problems"]] == ["empty"]


# ---------------------------------------------------------------- --keep, --profile, --kind


def test_keep_keeps(page: Path) -> None:
    assert run(page, "--keep", "share").stdout.decode() == PAGE


def test_keep_may_be_given_again(page: Path) -> None:
    assert run(page, "--keep", "ad", "--keep", "share").stdout.decode() == PAGE


@pytest.mark.parametrize("profile", ["cautious", "balanced", "aggressive"])
def test_every_profile_cleans(page: Path, profile: str) -> None:
    assert run(page, "--profile", profile).stdout.decode() == ARTICLE


GERMAN = "Der Fluss stieg um zwei Meter.\n\nAnzeige\n\nDie Mühle blieb eine Woche geschlossen.\n".encode()


def test_the_language_may_be_said() -> None:
    assert b"Anzeige" not in run("-", data=GERMAN).stdout
    assert run("-", "--lang", "en", data=GERMAN).stdout == GERMAN
    assert b"Anzeige" not in run("-", "--lang", "en", "--lang", "de", data=GERMAN).stdout


def test_a_batch_is_told_the_language_too(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": GERMAN.decode()}) + "\n", encoding="utf-8")
    for language, there in (("en", True), ("de", False)):
        out = tmp_path / f"{language}.jsonl"
        assert run("batch", tmp_path / "in.jsonl", "-o", out, "--lang", language, "--quiet", "--jobs", "1").returncode == 0
        assert ("Anzeige" in json.loads(out.read_bytes())["text"]) is there


@pytest.mark.parametrize(
    "wrong",
    [
        ("--lang", "xx"),
        ("--keep", "weather"), ("--keep", "blank"), ("--profile", "reckless"), ("--format", "pdf"), ("--kind", "pdf"), ("--colour",), ("another.txt",)
    ],
)
def test_what_does_not_exist_is_a_wrong_call(page: Path, wrong: tuple[str, ...]) -> None:
    done = run(page, *wrong)
    assert (done.returncode, done.stdout) == (2, b"")
    assert wrong[-1] in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_no_file_is_a_wrong_call() -> None:
    done = run()
    assert done.returncode == 2
    assert "FILE" in done.stderr.decode()


# ---------------------------------------------------------------- bad input


def test_a_missing_file(tmp_path: Path) -> None:
    assert "missing.txt: no such file" in complaint(run(tmp_path / "missing.txt", "-o", tmp_path / "out.txt"), 2)
    assert names(tmp_path) == set()


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in complaint(run(tmp_path), 2)


def test_a_path_through_a_file(page: Path) -> None:
    complaint(run(page / "inside.txt"), 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(page: Path) -> None:
    page.chmod(0)
    assert "cannot be read" in complaint(run(page), 1)


def test_an_unreadable_device() -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs /proc")
    assert "cannot be read" in complaint(run("/proc/self/mem"), 1)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n"])
def test_an_empty_file_gives_nothing_and_says_so(data: bytes) -> None:
    assert "empty" in complaint(run("-", data=data), 0)


BAD = {
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8,
    "archive": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(256)) * 8,
    "noise": bytes((i * 197 + i // 7) % 256 for i in range(5_000)),
    "nuls": b"\0" * 5_000,
}


@pytest.mark.parametrize("name", list(BAD))
def test_binary_data_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").write_bytes(BAD[name])
    assert "binary" in complaint(run(tmp_path / "in", "-o", tmp_path / "out.txt"), 1)
    assert names(tmp_path) == {"in"}


@pytest.mark.parametrize("option", [("--explain",), ("--format", "json")])
def test_binary_data_prints_nothing_in_any_form(option: tuple[str, ...]) -> None:
    assert "binary" in complaint(run("-", *option, data=BAD["picture"]), 1)


HTML = f"""<!DOCTYPE html><html><body><div id=content><h1>{TITLE}</h1><p><b>{FIRST}</b></p><p class=share>{BUTTON}</p>
<p>{SECOND} <a href="/tea">Tea</a></p><p class=share>{BUTTON}</p></div><script>var x = 1</script></body></html>"""
HTML_ARTICLE = f"{TITLE}\n\n{FIRST}\n\n{SECOND} Tea\n"


def test_a_web_page_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    done = run(tmp_path / "page.html")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, HTML_ARTICLE, b"")


def test_a_web_page_is_printed_as_markdown_with_its_links_resolved() -> None:
    done = run("-", "--url", "https://example.org/bridge", "--format", "markdown", data=HTML.encode())
    assert done.stdout.decode() == f"# {TITLE}\n\n**{FIRST}**\n\n{SECOND} [Tea](https://example.org/tea)\n"


def test_text_is_printed_as_it_is_when_markdown_is_asked_for(page: Path) -> None:
    assert run(page, "--format", "markdown").stdout.decode() == ARTICLE


def test_a_web_page_as_json_names_its_address_and_the_elements_that_were_cut() -> None:
    record = json.loads(run("-", "--url", "https://example.org/bridge", "--format", "json", data=HTML.encode()).stdout)
    assert record["url"] == "https://example.org/bridge"
    assert [cut["path"] for cut in record["removed"] if cut["category"] == "share"] == ["body > div#content > p.share"] * 2


def test_the_ledger_of_a_web_page_names_the_elements() -> None:
    shown = run("-", "--explain", data=HTML.encode()).stdout.decode()
    assert [row.split("\t")[-1] for row in shown.splitlines()] == ["body > div#content > p.share"] * 2


def test_the_kind_may_be_said() -> None:
    assert run("-", "--kind", "html", data=f"<p>{FIRST}".encode()).stdout.decode() == f"{FIRST}\n"
    assert run("-", "--kind", "text", data=f"<html>{FIRST}".encode()).stdout.decode() == f"<html>{FIRST}\n"


def test_a_page_that_needs_its_scripts_cannot_be_processed() -> None:
    assert "scripts" in complaint(run("-", data=b"<!DOCTYPE html><div id=root></div><script>draw()</script>"), 1)


def test_a_page_past_a_limit_is_printed_and_the_limit_told() -> None:
    done = run("-", data=b"<html>" + b"<div>" * 100_000 + f"<p>{FIRST}".encode())
    assert (done.returncode, done.stdout.decode()) == (0, f"{FIRST}\n")
    assert "nested deeper" in done.stderr.decode()


def test_a_page_that_is_all_boilerplate_gives_nothing_and_says_so() -> None:
    assert "nothing is left" in complaint(run("-", data=f"{BUTTON}\n\nSubscribe to our newsletter\n".encode()), 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    done = run("-", data=PAGE.encode(encoding))
    assert (done.returncode, done.stdout.decode()) == (0, ARTICLE)


def test_latin1_is_read() -> None:
    done = run("-", data=PAGE.replace("“", "").replace("”", "").replace("tea", "thé glacé").encode("latin-1"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "thé glacé" in done.stdout.decode()


def test_a_torn_utf8_file_is_read_and_the_loss_is_told() -> None:
    done = run("-", data=b"\xef\xbb\xbf" + PAGE.replace("tea", "t\x00").encode().replace(b"\x00", b"\xff"))
    assert done.returncode == 0
    assert "t\ufffd" in done.stdout.decode()
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("odd", ["\0", "\x07", "\u200b", "\u202e", "\x1b[2J", "\x0c", "\ufffe"])
def test_odd_characters_in_the_article_stay(odd: str) -> None:
    done = run("-", data=PAGE.replace("her tea", f"her {odd} tea").encode())
    assert (done.returncode, done.stdout.decode()) == (0, ARTICLE.replace("her tea", f"her {odd} tea"))


def test_lone_surrogates_come_out_as_they_went_in() -> None:
    surrogate = b"\xed\xa0\x80"
    done = run("-", data=PAGE.encode().replace(b"her tea", b"her " + surrogate + b" tea"))
    assert (done.returncode, done.stdout) == (0, ARTICLE.encode().replace(b"her tea", b"her " + surrogate + b" tea"))


def test_crlf_stays() -> None:
    assert run("-", data=PAGE.replace("\n", "\r\n").encode()).stdout == ARTICLE.replace("\n", "\r\n").encode()


def test_old_mac_line_ends_stay() -> None:
    assert run("-", data=PAGE.replace("\n", "\r").encode()).stdout == ARTICLE.replace("\n", "\r").encode()


# ---------------------------------------------------------------- size


@pytest.mark.timeout(150)
def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text(f"{FIRST} {SECOND} " * (10_000_000 // (len(FIRST) + len(SECOND) + 2)), encoding="utf-8")
    began = time.monotonic()
    done = run(path, timeout=140)
    assert done.returncode == 0
    assert time.monotonic() - began < 60


@pytest.mark.timeout(260)
def test_a_million_short_lines(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("Low water at six\nThe gulls came back.\nHigh water at noon\nNobody minded.\n" * 250_000)
    began = time.monotonic()
    done = run(path, timeout=250)
    assert done.returncode == 0
    assert time.monotonic() - began < 120


# ---------------------------------------------------------------- completion by the shell


def completed(*words: str) -> set[str]:
    environment = {**os.environ, "_CLEANER_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(["cleaner", *words]), "COMP_CWORD": str(len(words))}
    done = subprocess.run([COMMAND], env=environment, capture_output=True, timeout=60, check=True)
    return set(done.stdout.decode().split())


def test_the_shell_completes_files_commands_options_and_values() -> None:
    assert {"plain,batch", "plain,rules", "file,"} <= completed("")
    assert completed("pa") == {"file,pa"}
    assert "plain,--profile" in completed("--pro")
    assert "plain,--profile" in completed("page.txt", "--pro")
    assert completed("page.txt", "--lang", "d") == {"plain,da", "plain,de"}
    assert completed("page.txt", "--rules", "ow") == {"file,ow"}
    assert "plain,share" in completed("rules", "--category", "sh")
