"""Worker processes that clean documents, in order, each watched from outside.

A worker that dies, takes too long or grows too large costs the one document it was at: that becomes a failed row, the worker
is replaced, and the documents behind it go to the new one. The parent alone keeps the time, so a hang in C code is a hang
like any other. (``concurrent.futures`` gives up its whole pool when a worker dies, and cannot end one task.)
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import NamedTuple

import psutil

from cleaner.api import Cleaner
from cleaner.batch.sources import Item
from cleaner.model import Problem
from cleaner.rows import Row, Source, clean_row, failed, size_of

CleanRow = Callable[[Source], Row]

# Documents that a worker is handed at a time: enough that it never waits, few enough that a dead worker strands little.
_HANDFUL = 16
# … but no more characters or bytes than this.
_HANDFUL_SIZE = 1_000_000
# Handfuls for each worker between the oldest document that is not done and the newest that is begun.
_AHEAD = 8
# How often the workers' memory is looked at, in seconds.
_LOOK_EVERY = 0.1
# A worker that holds this share of its memory limit with nothing to do is replaced.
_BLOATED = 0.5


@dataclass(frozen=True, slots=True)
class Watch:
    """What a document may cost: seconds, and bytes that the worker holds while it is at it."""

    seconds: float = 90.0
    memory: int = 2_000_000_000


class Done(NamedTuple):
    """A document with its row, and how long it took."""

    item: Item
    row: Row
    seconds: float
    stage: str  # where it failed: read, clean, or what the worker did at it: crash, time, memory


class _Task(NamedTuple):
    number: int
    item: Item


@dataclass
class _Worker:
    """A process, the pipe to it, and the documents it has been handed, the one it is at first."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[_Task] = field(default_factory=deque)
    since: float = 0.0  # when it began the first of its tasks


def clean_all(items: Iterable[Item], clean: CleanRow, jobs: int, watch: Watch) -> Generator[Done, None, None]:
    """Clean documents with ``jobs`` processes; results come in the order of the items. ``clean`` must be picklable."""
    pool = _Pool(clean, jobs, watch)
    try:
        yield from pool.run(iter(items))
    finally:
        pool.close()


class _Pool:
    def __init__(self, clean: CleanRow, jobs: int, watch: Watch) -> None:
        self._clean, self._watch = clean, watch
        self._context = _context()
        self._workers = [self._start() for _ in range(jobs)]
        self._done: dict[int, Done] = {}
        self._looked = monotonic()

    def run(self, items: Iterator[Item]) -> Iterator[Done]:
        numbered = (_Task(number, item) for number, item in enumerate(items))
        begun = given = 0  # how many items were taken in, and how many results given out
        exhausted = False
        while True:
            for worker in list(self._workers):
                # Only to a worker that waits for it: where both sides write into full pipes neither would ever read.
                while not exhausted and not worker.tasks and begun - given < _HANDFUL * _AHEAD * len(self._workers):
                    handful = self._handful(numbered)
                    begun += len(handful)
                    exhausted = not handful
                    self._hand(worker, [task for task in handful if task.number not in self._done])
            while given in self._done:
                yield self._done.pop(given)
                given += 1
            if exhausted and given == begun:
                return
            self._listen()
            self._look()

    def _handful(self, tasks: Iterator[_Task]) -> list[_Task]:
        """The next few documents; those that could not even be read are done."""
        out: list[_Task] = []
        size = 0
        for task in tasks:
            out.append(task)
            if task.item.problem:
                row = failed(task.item.source.id, task.item.source.url, task.item.problem)
                self._done[task.number] = Done(task.item, row, 0.0, "read")
            size += size_of(task.item.source)
            if len(out) == _HANDFUL or size > _HANDFUL_SIZE:
                break
        return out

    def _hand(self, worker: _Worker, tasks: list[_Task]) -> None:
        if not tasks:
            return
        if not worker.tasks:
            worker.since = monotonic()
        worker.tasks.extend(tasks)
        try:
            worker.pipe.send([task.item.source for task in tasks])
        except (BrokenPipeError, ConnectionResetError):
            self._replace(worker, Problem("crash", "the worker died"))

    def _listen(self) -> None:
        """Take what workers have to say; nothing said within a moment is fine."""
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        for pipe in wait(list(busy), timeout=_LOOK_EVERY):
            worker = busy[pipe]  # type: ignore[index]
            try:
                while worker.tasks and worker.pipe.poll():
                    row, seconds = worker.pipe.recv()
                    self._finish(worker, row, seconds)
            except (EOFError, ConnectionResetError):
                worker.process.join(1)
                self._replace(worker, Problem("crash", f"the worker died {_how(worker.process.exitcode)}"))

    def _finish(self, worker: _Worker, row: Row, seconds: float, stage: str = "clean") -> None:
        task = worker.tasks.popleft()
        self._done[task.number] = Done(task.item, row, seconds, stage)
        worker.since = monotonic()

    def _look(self) -> None:
        """End the workers whose document costs too much."""
        now = monotonic()
        for worker in [w for w in self._workers if w.tasks and now - w.since > self._watch.seconds]:
            self._replace(worker, Problem("time", f"not done after {self._watch.seconds:g} seconds"))
        if now - self._looked < _LOOK_EVERY:
            return
        self._looked = now
        for worker in list(self._workers):
            held = _memory(worker.process)
            if worker.tasks and held > self._watch.memory:
                self._replace(worker, Problem("memory", f"needs more than {self._watch.memory:,} bytes"))
            elif not worker.tasks and held > self._watch.memory * _BLOATED:
                self._renew(worker)

    def _replace(self, worker: _Worker, problem: Problem) -> None:
        """The worker's document is lost; a new worker takes the ones behind it."""
        seconds = monotonic() - worker.since
        source = worker.tasks[0].item.source
        self._finish(worker, failed(source.id, source.url, problem), seconds, problem.code)
        behind = list(worker.tasks)
        self._hand(self._renew(worker), behind)

    def _renew(self, worker: _Worker) -> _Worker:
        _end(worker)
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        return fresh

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._clean), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def close(self) -> None:
        for worker in self._workers:
            _end(worker)


def _context() -> ForkServerContext | SpawnContext:
    """Workers are forked off a server that has read the English phrases: a new one is there in milliseconds."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["cleaner.batch.preloaded"])
    return context


def _work(pipe: Connection, clean: CleanRow) -> None:
    """A worker's life: a handful in, a row out for each, until the parent hangs up."""
    try:
        while True:
            for source in pipe.recv():
                begun = monotonic()
                row = clean(source)
                pipe.send((row, monotonic() - begun))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.process.close()
    worker.pipe.close()


def _memory(process: BaseProcess) -> int:
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0  # it has just died, which the pipe will say


def _how(exitcode: int | None) -> str:
    if exitcode is None:
        return "without a word"
    return f"of signal {-exitcode}" if exitcode < 0 else f"with exit code {exitcode}"


@dataclass(frozen=True, slots=True)
class Clean:
    """What a worker does by default: :func:`clean_row` with one configured cleaner."""

    cleaner: Cleaner

    def __call__(self, source: Source) -> Row:
        return clean_row(source, self.cleaner)
