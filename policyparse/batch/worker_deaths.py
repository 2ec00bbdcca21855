"""Pebble's pool of processes, patient with the dead: what a worker said last is read before its death counts.

A worker says which task it begins; where it dies at once, its death can be seen before that word is read. Pebble then
knows no task that died with it (noxdafox/pebble issue 153 tells of the same state), and the task is waited for until
its time is up. Not for: handing out files (pool.py).
"""

from __future__ import annotations

from multiprocessing.context import SpawnContext
from typing import Any

from pebble import ProcessPool
from pebble.pool.process import WorkerManager


class PatientPool(ProcessPool):  # type: ignore[misc]  # Pebble has no types
    """A ``ProcessPool`` that knows of each worker that dies at what task it was."""

    def __init__(self, workers: int, context: SpawnContext, **settings: Any) -> None:
        super().__init__(workers, context=context, **settings)
        parameters = self._context.worker_parameters
        self._pool_manager.worker_manager = _LastWords(self._context.workers, parameters, context)


class _LastWords(WorkerManager):  # type: ignore[misc]
    """A dead worker counts when it was dead at the look before, and nothing was left to be read then."""

    heard_out: frozenset[int] = frozenset()  # process numbers of the dead

    def inspect_workers(self) -> tuple[tuple[int, int], ...]:
        """The workers that ended by themselves since the last look but one, as (process number, exit code)."""
        dead = {number: worker for number, worker in tuple(self.workers.items()) if not worker.is_alive()}
        counted = [dead[number] for number in dead if number in self.heard_out]
        self.heard_out = frozenset() if self._something_to_read() else frozenset(dead)
        for worker in counted:
            self.workers.pop(worker.pid, None)
        return tuple((worker.pid, worker.exitcode) for worker in counted if worker.exitcode != 0)

    def _something_to_read(self) -> bool:
        try:
            return bool(self.pool_channel.poll(0))
        except OSError:  # the pool is being ended
            return False
