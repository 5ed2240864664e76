"""What must not end a run, or must end it cleanly: documents that kill workers, damaged inputs, full disks, Ctrl-C."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner import Cleaner
from cleaner.batch.columns import Columns
from cleaner.batch.inputs import streams
from cleaner.batch.pool import Done, PoolError, clean_all
from cleaner.batch.run import Run, run
from cleaner.batch.sources import Item, items_of
from cleaner.batch.watch import Watch
from cleaner.rows import Row, Source, clean_row
from tests.batches import COMMAND, SENTENCE, archive, batch, complaint, json_lines, names, page, quarantined, ran, rows, text, warc_record, write_jsonl, zstd

# --- documents that kill workers -------------------------------------------------------------------------------------------


def deadly(source: Source) -> Row:
    """Clean a document, or do to the worker what its text says."""
    match source.text:
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(60)
        case "bloat":
            held = bytearray(b"x" * 400_000_000)
            time.sleep(60)
            del held
        case "raise":
            raise ValueError("not caught by anyone")
    return clean_row(source, Cleaner())


def _refuse_to_load() -> None:
    raise ImportError("not in this process")


class Unloadable:
    """Something that can be sent to a worker and not be received."""

    def __call__(self, source: Source) -> Row:
        return clean_row(source, Cleaner())

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return _refuse_to_load, ()


POISON = {5: "exit", 6: "kill", 17: "kill", 40: "hang", 41: "exit", 60: "bloat", 99: "kill"}


def items(count: int) -> Iterable[Item]:
    return (Item(Source(str(n), text=POISON.get(n, text(n))), {"n": n}, None, 200) for n in range(count))


def test_a_document_that_kills_its_worker_costs_only_itself() -> None:
    done: list[Done] = list(clean_all(items(100), deadly, 2, Watch(2, 350_000_000)))
    assert [int(one.row.id) for one in done] == list(range(100))
    assert [one.item.passing["n"] for one in done] == list(range(100))
    assert {n: done[n].stage for n in POISON} == {5: "crash", 6: "crash", 17: "crash", 40: "time", 41: "crash", 60: "memory", 99: "crash"}
    assert done[5].row.problem == "crash: the worker died with exit code 3"
    assert done[6].row.problem == "crash: the worker died of signal 9"
    assert done[40].row.problem == "time: not done after 2 seconds"
    assert 2 <= done[40].seconds < 5
    assert done[60].row.problem == "memory: needs more than 350,000,000 bytes"
    assert [one.row.text for n, one in enumerate(done) if n not in POISON] == [SENTENCE.format(n) for n in range(100) if n not in POISON]


def test_a_run_tells_stage_and_error_of_each(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines({"id": f"d{n}", "text": said} for n, said in enumerate(["It rained.", "exit", "It rained.", "raise", "It rained."])))
    summary = run(Run([str(source)], tmp_path / "o.jsonl", clean=deadly))
    assert (summary.documents, summary.quarantined) == (5, 2)
    assert [(row["id"], row["stage"], row["error"]) for row in quarantined(tmp_path / "o.jsonl")] == [
        ("d1", "crash", "crash: the worker died with exit code 3"),
        ("d3", "crash", "crash: the worker died with exit code 1"),
    ]
    assert [row["status"] for row in rows(tmp_path / "o.jsonl")] == ["ok", "failed", "ok", "failed", "ok"]


def test_workers_that_cannot_start_end_the_run() -> None:
    with pytest.raises(PoolError, match="cannot start"):
        list(clean_all(items(5), Unloadable(), 2, Watch()))


def test_a_worker_does_not_outlive_a_killed_parent() -> None:
    """Neither one that waits nor one that hangs."""
    code = (
        "from cleaner.batch.worker import start, Task\nfrom cleaner.batch.sources import Item\nfrom cleaner.rows import Source\n"
        "from tests.test_batch_faults import deadly\nimport time\n"
        "idle, hangs = start(deadly, 0.1), start(deadly, 0.1)\nidle.pipe.recv(), hangs.pipe.recv()\n"
        "hangs.take([Task(0, Item(Source('0', text='hang'), {}))])\nprint(idle.process.pid, hangs.process.pid, flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as parent:
        assert parent.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(workers) == 2
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


# --- damaged inputs --------------------------------------------------------------------------------------------------------


def read(path: Path) -> list[tuple[str, str | None]]:
    """What is read of a file: its documents' texts or pages, and what is wrong with them."""
    found = items_of([path], Columns())
    return [(str(item.source.html or item.source.text or ""), item.problem.message if item.problem else None) for item in found]


def test_a_truncated_archive_gives_what_is_before_the_end(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": text(n) + os.urandom(600).hex()}).encode() + b"\n" for n in range(500)]
    for name, whole in (("t.jsonl.gz", gzip.compress(b"".join(lines))), ("t.jsonl.zst", zstd(b"".join(lines)))):
        path = tmp_path / name
        path.write_bytes(whole[: len(whole) // 2])
        found = read(path)
        assert 150 < len(found) <= 260, name  # zstd gives back whole blocks only
        assert [problem for _, problem in found[:-1]] == [None] * (len(found) - 1)
        assert f"{name} ends here: " in str(found[-1][1])


def test_damaged_files_cost_what_is_damaged(tmp_path: Path) -> None:
    """Each in one run with a good document before and after."""
    (tmp_path / "a.jsonl").write_bytes(json_lines([{"text": text(1)}]))
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "It rained."}\n{"text": \n[1, 2]\n\xff\xfe\n{"text": "It rained."}\n{"text": "It ra')
    (tmp_path / "c.parquet").write_bytes(b"PAR1 this is no Parquet file PAR1")
    pq.write_table(pa.table({"text": [text(n) + os.urandom(2000).hex() for n in range(300)]}), tmp_path / "d.parquet", row_group_size=100)
    damaged = bytearray((tmp_path / "d.parquet").read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 2000] = b"\xff" * 2000
    (tmp_path / "d.parquet").write_bytes(damaged)
    (tmp_path / "e.jsonl.gz").write_bytes(b"this is no gzip")
    (tmp_path / "f.jsonl").write_bytes(json_lines([{"text": text(2)}]))
    told = complaint(batch(*sorted(tmp_path.iterdir()), "-o", tmp_path / "out" / "o.jsonl", "--quiet"), 1)
    assert "7 of " in told
    found = rows(tmp_path / "out" / "o.jsonl")
    assert (found[0]["text"], found[-1]["text"]) == (SENTENCE.format(1), SENTENCE.format(2))
    assert sum(row["status"] == "ok" for row in found) >= 4 + 200  # two row groups of the damaged file are sound
    assert [(row["id"], row["stage"]) for row in quarantined(tmp_path / "out" / "o.jsonl")] == [
        *((f"b.jsonl:{line}", "read") for line in (2, 3, 4, 6)),
        ("c.parquet", "read"),
        ("d.parquet", "read"),
        ("e.jsonl.gz", "read"),
    ]


@pytest.mark.parametrize(
    ("damaged", "problems"),
    [
        (b"junk\r\n\r\nmore junk\r\n", ["no record begins where one should"]),
        (warc_record("response", page(5).encode(), 5, length="many"), ["a record that does not say how long it is", "no record begins where one should"]),
        (warc_record("response", page(5).encode(), 5, length=-1), ["a record that does not say how long it is", "no record begins where one should"]),
        (warc_record("response", b"\x89PNG", 5, {"Content-Type": "image/png"}), []),
        (warc_record("request", b"GET / HTTP/1.1\r\n\r\n", 5), []),
    ],
)
def test_a_broken_record_costs_only_itself(tmp_path: Path, damaged: bytes, problems: list[str]) -> None:
    first, last = archive("response", (1, 2))
    path = tmp_path / "t.warc"
    path.write_bytes(first + damaged + last)
    found = read(path)
    assert (found[0], found[-1]) == ((repr(page(1).encode()), None), (repr(page(2).encode()), None))
    assert [problem for _, problem in found[1:-1]] == problems


def test_a_record_that_breaks_off_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.warc"
    path.write_bytes(b"".join(archive("response", (1, 2)))[:-60])
    assert [problem for _, problem in read(path)] == [None, "a record that breaks off"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(page(1).encode())),
        ({"Transfer-Encoding": "chunked"}, f"{len(page(1)):x}\r\n{page(1)}\r\n0\r\n\r\n".encode()),
        ({"Content-Encoding": "gzip"}, page(1).encode()),  # it says so, and is not
    ],
)
def test_a_page_is_decoded_as_its_server_says(tmp_path: Path, headers: dict[str, str], body: bytes) -> None:
    (tmp_path / "t.warc").write_bytes(warc_record("response", body, 1, headers))
    assert read(tmp_path / "t.warc") == [(repr(page(1).encode()), None)]


@pytest.mark.parametrize("name", ["t.jsonl.gz", "t.jsonl.zst", "t.warc.gz", "t.txt.gz"])
def test_a_bomb_is_not_blown_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(streams, "_RATIO_FROM", 1_000_000)
    zeros = b"0" * 10_000_000
    data = warc_record("response", zeros, 1) if ".warc" in name else zeros
    (tmp_path / name).write_bytes(zstd(data) if name.endswith(".zst") else gzip.compress(data))
    ((said, problem),) = read(tmp_path / name)
    assert said == ""
    assert "it grows to more than 500 times its size" in str(problem)


def test_a_line_without_end_is_not_held(tmp_path: Path) -> None:
    rain, snow = json_lines([{"text": "It rained."}]), json_lines([{"text": "It snowed."}])
    (tmp_path / "t.jsonl").write_bytes(rain + b'{"text": "' + b"x" * 70_000_000 + b'"}\n' + snow)
    assert read(tmp_path / "t.jsonl") == [("It rained.", None), ("", "more than 64,000,000 bytes in a line"), ("It snowed.", None)]


def test_what_is_no_file_in_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "c.txt")
    assert [problem for _, problem in read(tmp_path)] == [None, *["cannot be read: no regular file"] * 2]


# --- outputs that cannot be written ------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_the_run_can_be_taken_up(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1500)
    (tmp_path / "out").mkdir()

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))  # room for a part, not for the output

    output = tmp_path / "out" / "o.jsonl"
    told = complaint(batch(source, "-o", output, "--quiet", preexec_fn=full), 1)
    assert "cannot be written" in told
    assert "--resume" in told
    assert names(output.parent) == {"o.jsonl.parts"}
    assert not [name for name in names(output.parent / "o.jsonl.parts") if name.startswith(".")]
    ran(batch(source, "-o", output, "--quiet", "--resume"))
    assert [row["id"] for row in rows(output)] == [f"d{n}" for n in range(1500)]


def test_an_output_in_a_place_that_cannot_be_is_said(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1)
    (tmp_path / "file").write_text("no folder")
    assert "cannot be written" in complaint(batch(source, "-o", tmp_path / "file" / "o.jsonl"), 1)


# --- interrupted, and twice at once -------------------------------------------------------------------------------------------


def test_ctrl_c_ends_a_run_that_can_be_taken_up(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 60_000)
    output = tmp_path / "out" / "o.jsonl"
    command = [str(COMMAND), "batch", str(source), "-o", str(output), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=_listen) as process:
        _until(lambda: len(list(output.parent.glob("o.jsonl.parts/part-*.jsonl"))) > 1)
        assert "another run is at it" in complaint(batch(source, "-o", output, "--resume"), 2)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to everybody
        _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("cleaner: interrupted; --resume takes it up")
    assert names(output.parent) == {"o.jsonl.parts"}
    assert "--resume takes it up" in complaint(batch(source, "-o", output), 2)
    assert "other input or settings" in complaint(batch(source, "-o", output, "--resume", "--profile", "cautious"), 2)


def _listen() -> None:
    """Hear Ctrl-C, though what runs the tests in the background may be deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ctrl_c_is_heard_though_a_worker_is_being_started(request: pytest.FixtureRequest) -> None:
    from cleaner.batch.worker import _interrupts_held_back

    before = signal.getsignal(signal.SIGINT)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    _listen()
    with pytest.raises(KeyboardInterrupt), _interrupts_held_back():
        os.kill(os.getpid(), signal.SIGINT)


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_progress_is_lines_where_no_terminal_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from cleaner.batch import progress

    monkeypatch.setattr(progress, "_LINE_EVERY", 0.0)
    source = write_jsonl(tmp_path / "in.jsonl", 3)
    with progress.shown([str(source)], quiet=False) as seen:
        run(Run([str(source)], tmp_path / "o.jsonl"), seen)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" documents")[0] for line in lines] == ["1", "2", "3"]
    assert all(part in lines[2] for part in ("/s, ", " MB/s, ", "% removed, 0 quarantined"))
