"""Worker processes that clean documents, in order, each watched from outside.

A worker that dies, takes too long or grows too large costs the one document it was at: that becomes a failed row, the worker
is replaced, and the documents behind it go to the new one. The parent alone keeps the time, so a hang in C code is a hang
like any other. (``concurrent.futures`` gives up its whole pool when a worker dies, and cannot end one task.)
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from time import monotonic
from typing import NamedTuple

from cleaner.api import Cleaner
from cleaner.batch.inputs.item import Item
from cleaner.batch.watch import Watch
from cleaner.batch.worker import CleanRow, Task, Worker, how_it_ended, start
from cleaner.model import Problem
from cleaner.rows import Row, Source, clean_row, failed

# Documents that a worker is handed at a time: enough that it never waits, few enough that a dead worker strands little.
_HANDFUL = 16
# … but no more bytes than this.
_HANDFUL_SIZE = 1_000_000
# For each worker, what may be under way between the oldest document that is not done and the newest that is begun. It is
# held in memory, so it ends where others wait long for one that hangs.
_AHEAD = 1_000
_AHEAD_SIZE = 16_000_000
# How often the workers' memory is looked at, in seconds.
_LOOK_EVERY = 0.1
# A worker that is not up after so many seconds never will be.
_UP_IN = 120.0
# A worker that holds this share of its memory limit with nothing to do is replaced.
_BLOATED = 0.5


class Done(NamedTuple):
    """A document with its row, and how long it took."""

    item: Item
    row: Row
    seconds: float
    stage: str  # where it failed: read, clean, or what the worker did at it: crash, time, memory


@dataclass(frozen=True, slots=True)
class Clean:
    """What a worker does by default: :func:`clean_row` with one configured cleaner."""

    cleaner: Cleaner

    def __call__(self, source: Source) -> Row:
        return clean_row(source, self.cleaner)


class PoolError(RuntimeError):
    """Workers end before they begin, which is no document's fault."""


def clean_all(items: Iterable[Item], clean: CleanRow, jobs: int, watch: Watch) -> Generator[Done, None, None]:
    """Clean documents with ``jobs`` processes; results come in the order of the items. ``clean`` must be picklable."""
    pool = _Pool(items, clean, jobs, watch)
    try:
        yield from pool.run()
    finally:
        pool.close()


class _Pool:
    def __init__(self, items: Iterable[Item], clean: CleanRow, jobs: int, watch: Watch) -> None:
        self._clean, self._watch = clean, watch
        self._line = _Line(items, jobs)
        self._workers: list[Worker] = []
        self._looked = monotonic()
        self._jobs = jobs

    def run(self) -> Iterator[Done]:
        self._workers += [start(self._clean, self._watch.seconds) for _ in range(self._jobs)]
        while True:
            for worker in list(self._workers):
                # Only to a worker that waits for it: where both sides write into full pipes neither would ever read.
                if not worker.tasks and (tasks := self._line.next_tasks()):
                    self._hand(worker, tasks)
            yield from self._line.in_order()
            if self._line.is_done:
                return
            self._listen()
            self._look()

    def _hand(self, worker: Worker, tasks: Iterable[Task]) -> None:
        try:
            worker.take(tasks)
        except (BrokenPipeError, ConnectionResetError):
            self._lost(worker, "crash", "the worker died")

    def _listen(self) -> None:
        """Take what workers have to say; nothing said within a moment is fine."""
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        for pipe in wait(list(busy), timeout=_LOOK_EVERY):
            worker = busy[pipe]  # type: ignore[index]
            try:
                for task, row, seconds in worker.said():
                    self._line.put(task, row, seconds)
            except (EOFError, ConnectionResetError):
                self._lost(worker, "crash", f"the worker died {how_it_ended(worker)}")

    def _look(self) -> None:
        """End the workers whose document costs too much."""
        now = monotonic()
        for worker in [worker for worker in self._workers if worker.tasks and now - worker.since > self._patience(worker)]:
            if not worker.is_ready:
                raise PoolError(f"worker processes cannot start: not up after {_UP_IN:g} seconds")
            self._give_up(worker, "time", f"not done after {self._watch.seconds:g} seconds")
        if now - self._looked < _LOOK_EVERY:
            return
        self._looked = now
        for worker in list(self._workers):
            held = worker.memory()
            if worker.tasks and held > self._watch.memory:
                self._lost(worker, "memory", f"needs more than {self._watch.memory:,} bytes")
            elif not worker.tasks and held > self._watch.memory * _BLOATED:
                self._replace(worker)

    def _patience(self, worker: Worker) -> float:
        """The seconds that a worker may be silent. Coming up is not on a document's account: an engine's workers are slow at it."""
        return self._watch.seconds if worker.is_ready else _UP_IN

    def _lost(self, worker: Worker, stage: str, why: str) -> None:
        """A worker died or grew. If that may be of what it did before, its document is tried once more, by a new one."""
        if not worker.is_ready:
            raise PoolError(f"worker processes cannot start: {why}")
        if worker.is_fresh:
            self._give_up(worker, stage, why)
        else:
            self._replace(worker)

    def _give_up(self, worker: Worker, stage: str, why: str) -> None:
        """The document that the worker is at is lost."""
        task = worker.tasks.popleft()
        row = failed(task.item.source.id, task.item.source.url, Problem(stage, why))
        self._line.put(task, row, monotonic() - worker.since, stage)
        self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        """A new worker takes what is in front of this one."""
        worker.end()
        fresh = start(self._clean, self._watch.seconds)
        self._workers[self._workers.index(worker)] = fresh
        if worker.tasks:
            self._hand(fresh, worker.tasks)

    def close(self) -> None:
        for worker in self._workers:
            worker.end()


class _Line:
    """The documents under way: handed out a handful at a time, given back in their order, never too many at once."""

    def __init__(self, items: Iterable[Item], jobs: int) -> None:
        self._tasks = (Task(number, item) for number, item in enumerate(items))
        self._room, self._room_size = _AHEAD * jobs, _AHEAD_SIZE * jobs
        self._done: dict[int, Done] = {}
        self._begun = self._given = 0  # how many were taken in, and how many given back
        self._held = 0  # the bytes between them
        self._exhausted = False

    @property
    def is_done(self) -> bool:
        return self._exhausted and self._given == self._begun

    def next_tasks(self) -> list[Task]:
        """The next few documents, if there is room; those that could not even be read are done without a worker."""
        handful: list[Task] = []
        size = 0
        while len(handful) < _HANDFUL and size < _HANDFUL_SIZE and self._begun - self._given < self._room and self._held < self._room_size:
            task = next(self._tasks, None)
            if task is None:
                self._exhausted = True
                break
            self._begun += 1
            self._held += task.item.size
            size += task.item.size
            if problem := task.item.problem:
                self.put(task, failed(task.item.source.id, task.item.source.url, problem), 0.0, "read")
            else:
                handful.append(task)
        return handful

    def put(self, task: Task, row: Row, seconds: float, stage: str = "clean") -> None:
        self._done[task.number] = Done(task.item, row, seconds, stage)

    def in_order(self) -> Iterator[Done]:
        """What is done and has nothing undone before it."""
        while done := self._done.pop(self._given, None):
            self._given += 1
            self._held -= done.item.size
            yield done
