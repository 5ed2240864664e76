"""Nothing that cleans ever asks the network: every way in, with sockets and the resolver forbidden."""

from __future__ import annotations

import _socket
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pytest

from cleaner import Cleaner, Config, clean
from cleaner.batch.arrow import clean_batch
from cleaner.cli import _COMMANDS
from cleaner.opinion import second_opinion
from tests.batches import SENTENCE, page, text, write_jsonl

PAGE = f"""<!doctype html><html><head><base href="https://ellerypost.example/"><link rel=stylesheet href="https://ellerypost.example/x.css">
<script src="https://ellerypost.example/x.js"></script><meta http-equiv=refresh content="0;url=https://ellerypost.example/y"></head><body>
<p>{SENTENCE.format(1)}</p><img src="https://ellerypost.example/x.png"><iframe src="https://ellerypost.example/z"></iframe>
<!DOCTYPE x [<!ENTITY e SYSTEM "https://ellerypost.example/e">]>&e;<p>{SENTENCE.format(2)}</p><a href="/more">Read more</a></body></html>"""
COMMAND = "from cleaner.cli import main; main()"
FORBIDDEN = ("socket", "create_connection", "create_server", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo")


class NetworkUsed(BaseException):
    """Not an Exception, so that nothing on the way swallows it."""


def refuse(*_: object, **__: object) -> NoReturn:
    raise NetworkUsed("the network was asked")


@contextmanager
def forbidden() -> Iterator[None]:
    """While it lasts, who asks for a socket or an address is refused."""
    import_module("trafilatura")  # imports urllib3, which makes a socket, and closes it, to see whether there is IPv6
    with pytest.MonkeyPatch.context() as patch:
        for name in FORBIDDEN:
            patch.setattr(socket, name, refuse)
        patch.setattr(_socket, "socket", refuse)
        patch.setattr(_socket, "getaddrinfo", refuse)
        yield


@pytest.fixture
def offline() -> Iterator[None]:
    with forbidden():
        yield


WAYS: dict[str, Callable[[], Any]] = {
    "clean, text": lambda: clean(text(1)),
    "clean, markdown": lambda: clean("# Rain\n\n![x](https://ellerypost.example/x.png)\n\n" + text(1), "markdown"),
    "clean, page": lambda: clean(PAGE, "html", url="https://ellerypost.example/a"),
    "clean, bytes": lambda: clean(PAGE.encode("utf-16")),
    "clean, markdown of a page": lambda: clean(PAGE, "html").markdown,
    "Cleaner": lambda: Cleaner(Config(profile="aggressive", languages=("de", "en"))).clean(PAGE, url="https://ellerypost.example/a"),
    "clean_batch": lambda: clean_batch(pa.RecordBatch.from_pydict({"id": ["1"], "url": ["https://ellerypost.example/a"], "html": [PAGE]})),
}


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("way", list(WAYS))
def test_no_way_in_asks_the_network(way: str) -> None:
    assert WAYS[way]() is not None


@pytest.mark.usefixtures("offline")
def test_a_second_opinion_does_not_ask_the_network() -> None:
    assert SENTENCE.format(1) in (second_opinion(PAGE) or "")


@pytest.mark.usefixtures("offline")
def test_the_fixture_forbids() -> None:
    with pytest.raises(NetworkUsed):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(NetworkUsed):
        socket.socket()
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("ellerypost.example", 80)


# Put before a command in its own process, and its workers. A socket that is only made, or bound to this machine's own address,
# is no network: urllib3, which trafilatura imports, tries so whether there is IPv6, and processes of one machine talk by files.
CUSTOMISATION = '''
import os, sys
ASKING = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
          "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request"}
def forbid(event, arguments):
    if event not in ASKING:
        return
    address = arguments[1] if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg") else ""
    if (address is None or isinstance(address, (str, bytes)) and address) or event == "socket.bind" and address[0] == "::1":
        return
    sys.stderr.write(f"NETWORK {event} {arguments[1:]}\\n")
    sys.stderr.flush()
    os._exit(99)
sys.addaudithook(forbid)
'''


@pytest.fixture
def offline_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command, in which any socket ends the process."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(CUSTOMISATION, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(site), *sys.path)))

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=100, check=False, cwd=tmp_path
        )

    return run


Command = Callable[..., subprocess.CompletedProcess[str]]


def test_the_customisation_forbids(offline_command: Command) -> None:
    assert offline_command("-c", "import socket; socket.create_connection(('127.0.0.1', 9))").returncode == 99


@pytest.mark.parametrize("options", [(), ("--explain",), ("--format", "json", "--url", "https://ellerypost.example/a"), ("--format", "markdown")])
def test_the_command_asks_no_network(offline_command: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    done = offline_command("-c", COMMAND, "page.html", *options)
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr


def test_a_batch_asks_no_network(offline_command: Command, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 4, html=page(1), url="https://ellerypost.example/a")
    done = offline_command("-c", COMMAND, "batch", source, "-o", tmp_path / "out.jsonl", "--jobs", "2", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr


OWN_PHRASES = """[[newsletter]]
rule = "own"
shape = "whole"
takes = "line"
confidence = 0.9
phrases = ["come to https://ellerypost.example/letter"]
"""
# One after the other, in a folder with page.html, in.jsonl, own.toml and cases/rain; what one writes the next ones read.
COMMANDS: Sequence[Sequence[str]] = (
    ("page.html", "--report", "cuts.html"),
    ("page.html", "--rules", "own.toml", "-o", "article.txt"),
    ("sites", "learn", "in.jsonl", "-o", "sites.parquet", "--least", "1"),
    ("sites", "merge", "sites.parquet", "-o", "merged.parquet"),
    ("page.html", "--sites", "merged.parquet", "--url", "https://ellerypost.example/a"),
    ("batch", "in.jsonl", "-o", "out.parquet", "--sites", "merged.parquet", "--report", "run.html", "--jobs", "1"),
    ("diff", "out.parquet", "out.parquet"),
    ("eval", "cases"),
    ("rules", "--category", "share"),
    ("rules", "languages"),
    ("rules", "check", "own.toml"),
)


def test_no_command_asks_the_network(offline_command: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN_PHRASES, encoding="utf-8")
    write_jsonl(tmp_path / "in.jsonl", 4, html=page(1), url="https://ellerypost.example/a")
    case = tmp_path / "cases" / "rain"
    case.mkdir(parents=True)
    (case / "input.txt").write_text(text(1), encoding="utf-8")
    (case / "expected.txt").write_text(SENTENCE.format(1), encoding="utf-8")
    for arguments in COMMANDS:
        done = offline_command("-c", COMMAND, *arguments)
        assert done.returncode == 0, (arguments, done.stderr)
        assert "NETWORK" not in done.stderr, arguments


def test_no_command_is_forgotten() -> None:
    tried = {arguments[0] for arguments in COMMANDS if "." not in arguments[0]} | {"file"}
    assert tried == set(_COMMANDS)
