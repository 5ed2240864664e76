"""One worker process: a handful of documents in, a row out for each, until the parent hangs up."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import NamedTuple

import psutil

from cleaner.batch.inputs.item import Item
from cleaner.rows import Row, Source

CleanRow = Callable[[Source], Row]

# The parent ends a worker that is late. Where the parent was killed nobody does: the worker ends itself, this much later.
_LATER = 1.2
_LATER_SECONDS = 5.0


class Task(NamedTuple):
    """A document, and its number among those of the run."""

    number: int
    item: Item


@dataclass(eq=False)
class Worker:
    """A process, the pipe to it, and the documents it has been handed, the one it is at first."""

    process: BaseProcess
    pipe: Connection
    gauge: psutil.Process | None
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0  # when it began the first of its tasks
    is_ready: bool = False  # it has come up
    is_fresh: bool = True  # it has not cleaned anything yet

    def take(self, tasks: Iterable[Task]) -> None:
        """Hand it documents. Raises BrokenPipeError or ConnectionResetError where it has died."""
        self.tasks.extend(tasks)
        self.since = monotonic()
        self.pipe.send([task.item.source for task in self.tasks])

    def said(self) -> Iterator[tuple[Task, Row, float]]:
        """The documents it has cleaned since it was last asked. Raises EOFError or ConnectionResetError where it has died."""
        while self.tasks and self.pipe.poll():
            answer = self.pipe.recv()
            self.since = monotonic()
            if answer is None:
                self.is_ready = True
                continue
            self.is_fresh = False
            yield self.tasks.popleft(), *answer

    def memory(self) -> int:
        """The bytes it holds."""
        try:
            return int(self.gauge.memory_info().rss) if self.gauge else 0
        except psutil.Error:
            return 0  # it has just died, which the pipe will say

    def end(self) -> None:
        """Kill it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


def start(clean: CleanRow, seconds: float) -> Worker:
    """A new worker; ``seconds`` is what a document may take."""
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, clean, seconds * _LATER + _LATER_SECONDS), daemon=True)
    process.start()
    theirs.close()
    try:
        return Worker(process, ours, psutil.Process(process.pid))
    except psutil.NoSuchProcess:
        return Worker(process, ours, None)


def how_it_ended(worker: Worker) -> str:
    """What a worker died of."""
    worker.process.join(1)
    code = worker.process.exitcode
    if code is None:
        return "without a word"
    return f"of signal {-code}" if code < 0 else f"with exit code {code}"


def _context() -> ForkServerContext | SpawnContext:
    """Workers are forked off a server that has read the English phrases: a new one is there in milliseconds."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["cleaner.batch.preloaded"])
    resource_tracker.ensure_running()  # which would let interrupts through where it is started by the server
    with _interrupts_held_back():
        forkserver.ensure_running()
    return context


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C is the parent's to hear, at once or in a moment: what is started here, and all that it forks, is deaf to it from its birth."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, clean: CleanRow, patience: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with open(os.devnull, "w") as nowhere:
        try:
            pipe.send(None)
            while True:
                for source in pipe.recv():
                    # A thread without Python in it, which ends the process even where a call never comes back.
                    faulthandler.dump_traceback_later(patience, exit=True, file=nowhere)
                    begun = monotonic()
                    row = clean(source)
                    faulthandler.cancel_dump_traceback_later()
                    pipe.send((row, monotonic() - begun))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return
