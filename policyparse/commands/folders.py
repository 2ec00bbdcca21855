"""The command that converts a folder, watches it, or hands it to a cluster: ``convert``.

Not for: what a run does (`batch.convert`).
"""

from __future__ import annotations

from argparse import Namespace
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyparse.commands.invocation import UsageError, ends_when_told, lexicon_of, reading_of, say

if TYPE_CHECKING:
    from policyparse.batch.convert import Job
    from policyparse.batch.run_report import Run
    from policyparse.batch.watching import Found


def convert(chosen: Namespace) -> int:
    from policyparse.batch import convert as folder
    from policyparse.batch.progress import reporter

    if chosen.cluster:
        return _convert_cluster(chosen)
    options: dict[str, Any] = {
        "workers": chosen.workers or 1,
        "to": [word for words in chosen.to for word in words] or ["json"],
        "lexicon": lexicon_of(chosen),
        "memory": chosen.memory,
        "retry_failed": chosen.retry_failed,
        "alarm_days": chosen.alarm,
        "corrections": chosen.corrections,
        **reading_of(chosen),
    }
    try:
        with ends_when_told():
            if chosen.watch:
                return _watch(chosen, folder.prepare(chosen.target, **options))
            with reporter(chosen.quiet, chosen.log_json) as told:
                done = folder.convert(chosen.source, chosen.target, told=told.told(), **options)
                told.finished(done)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return 1 if done.failed else 0


def _convert_cluster(chosen: Namespace) -> int:
    from dataclasses import asdict

    from policyparse.batch.cluster import convert_cluster

    for option in ("to", "watch", "corrections", "alarm", "retry_failed", "log_json"):
        if getattr(chosen, option):
            raise UsageError(f"--cluster goes without --{option.replace('_', '-')}: it makes Parquet of a new OUT")
    how: dict[str, Any] = {"lexicon": lexicon_of(chosen), "memory": chosen.memory, **reading_of(chosen)}
    try:
        with ends_when_told("stopped; OUT is not whole"):
            done = convert_cluster(chosen.source, chosen.target, chosen.workers, quiet=chosen.quiet, **how)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not chosen.quiet:
        say(", ".join(f"{count:,} {what}" for what, count in asdict(done).items()))
    return 1 if done.failed else 0


def _watch(chosen: Namespace, job: Job) -> int:
    """Run until told to end, which is how a watch is meant to end: exit code 0."""
    from policyparse.batch.progress import batch_reporter
    from policyparse.batch.watching import KEPT_READY, Watch, moments

    crew = job.crew()
    job = job.manned(crew)
    jobs = chain((job,), repeat(job.next()))

    def run(found: Found) -> Run:
        with batch_reporter(chosen.quiet, chosen.log_json) as told:
            done = next(jobs).run(found, told.told())
            told.finished(done)
        return done

    source = Path(chosen.source)
    watch = Watch(source, job.target, run, say, chosen.settle, corrections=job.corrections)
    try:
        with crew:
            for changed in moments(source, job.target, chosen.settle):
                watch.look(changed)
                crew.rest(KEPT_READY)
    except KeyboardInterrupt:
        say("stopped; the same command goes on from here")
    return 0
