"""The installed command, as its users call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = str(Path(sys.executable).parent / "cleaner")


def run(*arguments: str | Path, data: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Call it and wait; a traceback is a failure whatever is tested."""
    done = subprocess.run([COMMAND, *map(str, arguments)], input=data, capture_output=True, timeout=60, cwd=cwd, check=False)
    out = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in out.stderr, out.stderr
    return out


def printed(*arguments: str | Path, cwd: Path | None = None) -> str:
    """What a call prints that must go well."""
    done = run(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_json(*arguments: str | Path, cwd: Path | None = None) -> Any:
    """What a call prints with --format json."""
    return json.loads(printed(*arguments, "--format", "json", cwd=cwd))


def complaints(*arguments: str | Path, cwd: Path | None = None, code: int = 2) -> list[str]:
    """The lines on stderr of a call that must fail, and prints nothing."""
    done = run(*arguments, cwd=cwd)
    assert (done.returncode, done.stdout) == (code, ""), done
    return done.stderr.splitlines()
