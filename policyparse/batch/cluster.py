"""Very many notices → Parquet, on the machines of a Ray cluster, or on this one: files in, a table a kind of fact out.

For: ``policyparse convert IN OUT --cluster`` and scripts; IN and OUT are folders that all machines share, or object
storage. Facts and ids are those of a folder run into an empty OUT: each notice is parsed by the same function under
the same limits, and the same judgement says which of several files of one notice goes out. A file that fails is a row
of ``failures`` and never ends the run. Not for: what a folder run does beyond that. There is no manifest: a run begins
anew in an OUT of its own; no watching, no corrections, no form but Parquet. Ray loads when a run begins.
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from policyparse import __version__
from policyparse.batch.cluster_work import (
    JSON_TABLE,
    Converter,
    deliver_part,
    delivery_schema,
    found_schema,
    order_schema,
    part_path,
)  # fmt: skip
from policyparse.batch.identity import Role, Sighting, judge
from policyparse.batch.inbox import Passed
from policyparse.batch.outputs import REPORT_NAME
from policyparse.batch.places import Place, StrPath, notices_of, place_of
from policyparse.batch.settings import Settings
from policyparse.delivery.extras import needs
from policyparse.delivery.flat_tables import TABLES
from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Limits

if TYPE_CHECKING:
    import pyarrow

    from policyparse.language.organ_lexicon import Lexicon

FILES, FAILURES = "files", "failures"
# A batch is what is done again when a machine is lost. Of few notices each is a batch, so that all workers have some.
NOTICES_A_BATCH, BATCHES = 200, 64
NOTICES_A_PART = 10_000
COLUMNS = {
    FILES: ("path", "document_id", "role", "keeper"),
    FAILURES: ("path", "code", "message"),
}


@dataclass(frozen=True, slots=True)
class ClusterRun:
    """How many files were read, failed, were passed over; how many documents went out, and how many of those read did
    not, because another file has the same text or a later version of it."""

    read: int
    failed: int
    skipped: int
    documents: int
    duplicates: int
    superseded: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What a notice is that shares its document_id: ``keeper`` is the number of the notice that stands for it."""

    role: Role
    keeper: int | None
    delivered_id: str

    @property
    def goes_out(self) -> bool:
        return self.role in ("current", "conflict")


def convert_cluster(
    source: StrPath | Place,
    target: StrPath | Place,
    workers: int | None = None,
    limits: Limits | None = None,
    password: str | None = None,
    table_settings: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
    min_confidence: float = 0.0,
    memory: int | None = None,
    quiet: bool = False,
) -> ClusterRun:
    """Convert the notices below ``source`` into Parquet tables below ``target``, each a folder of parts.

    Both are paths, URLs of object storage that pyarrow knows (``s3://bucket/prefix``), or a ``Place``. It runs on the
    Ray that this process is connected to; where it is to none, on the cluster of ``RAY_ADDRESS``, else on this machine.
    ``workers``: notices parsed at a time, None for one a core; ``memory``: bytes for each; ``quiet`` keeps Ray's
    progress back; the other options are those of ``parse``.

    There are the tables of ``delivery.flat_tables`` with the same types, ``json`` (each document in full), ``files``
    (role and document_id of each file that was read) and ``failures`` (the others). ``run-report.json`` is written
    last: a ``target`` without it is not whole.

    Raises PolicyParseError: "missing_extra" without Ray, "not_found" where there is no ``source``, "unsupported" for a
    URL of an unknown kind, "unreadable" where ``target`` cannot be written to, "internal" where the cluster fails;
    ValueError for ``workers`` below 1, and for a ``target`` that holds anything.
    """
    with needs("ray"):
        import ray.data  # noqa: F401
    if workers is not None and workers < 1:
        raise ValueError(f"workers: {workers}, at least 1 is needed")
    settings = Settings(limits or Limits(), password, table_settings, lexicon, min_confidence, memory)
    inbox, out = place_of(source), place_of(target)
    met = notices_of(inbox, out)
    notices = [one for one in met if isinstance(one, str)]
    passed = [one for one in met if isinstance(one, Passed)]
    out.make((JSON_TABLE, *(table.name for table in TABLES), *COLUMNS))
    orders = batches_of(notices)
    with _on_ray(quiet) as cores:
        found = _converted(orders, workers or cores, settings, inbox, out)
        shared = settled(found)
        _deliver(parts_of(orders, shared), out)
    return _written(found, shared, passed, out)


def batches_of(notices: Sequence[str]) -> list[dict[str, Any]]:
    """The orders for ``Converter``; there is always one, so that every table has a part."""
    size = max(1, min(NOTICES_A_BATCH, len(notices) // BATCHES))
    firsts = range(0, max(len(notices), 1), size)
    return [
        {"part": part, "first": first, "paths": [os.fsencode(path) for path in notices[first : first + size]]}
        for part, first in enumerate(firsts)
    ]


def settled(found: pyarrow.Table) -> dict[int, Settled]:
    """What each notice is that shares its document_id with others, by number; judged as in folder runs."""
    import pyarrow.compute as pc

    known = found.filter(pc.is_valid(found["document_id"]))
    counts = known.group_by("document_id").aggregate([([], "count_all")])
    several = counts.filter(pc.greater(counts["count_all"], 1))["document_id"].combine_chunks()
    families: dict[str, list[Sighting]] = {}
    for row in known.filter(pc.is_in(known["document_id"], value_set=several)).to_pylist():
        key = str(row["number"]).encode()
        sighting = Sighting(key, row["number"], row["text"], row["title"], row["signed_date"])
        families.setdefault(row["document_id"], []).append(sighting)
    return {
        int(one.path): Settled(one.role, None if one.keeper is None else int(one.keeper), one.delivered_id(name))
        for name, family in families.items()
        for one in judge(family)
    }


def parts_of(orders: Sequence[Mapping[str, Any]], shared: Mapping[int, Settled]) -> list[dict[str, Any]]:
    """The orders for ``deliver_part``, from those for ``Converter``."""
    at_once = max(1, NOTICES_A_PART // max(len(orders[0]["paths"]), 1))
    parts: list[dict[str, Any]] = []
    for start in range(0, len(orders), at_once):
        chunk = orders[start : start + at_once]
        end = chunk[-1]["first"] + len(chunk[-1]["paths"])
        numbers = [number for number in range(chunk[0]["first"], end) if number in shared]
        renamed = [number for number in numbers if shared[number].role == "conflict"]
        parts.append(
            {
                "part": len(parts),
                "sources": [order["part"] for order in chunk],
                "left_out": [number for number in numbers if not shared[number].goes_out],
                "renamed": renamed,
                "ids": [shared[number].delivered_id for number in renamed],
            }
        )
    return parts


@contextmanager
def _on_ray(quiet: bool) -> Iterator[int]:
    """Ray, begun where this process has none yet; the number of its cores. What it ends with is a PolicyParseError."""
    import ray
    from ray.data import DataContext
    from ray.exceptions import RayError

    # Works offline, and tells nobody: Ray would report how it is used.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    context = DataContext.get_current()
    before = context.enable_progress_bars
    context.enable_progress_bars = before and not quiet
    if quiet:
        logging.getLogger("ray.data").setLevel(logging.WARNING)
    try:
        if not ray.is_initialized():
            # What workers print is Ray's matter; what became of a file is a row.
            ray.init(log_to_driver=False, logging_level=logging.WARNING if quiet else logging.INFO)
        yield max(1, int(ray.cluster_resources().get("CPU", 1)))
    except (RayError, ConnectionError) as error:
        raise as_policyparse_error(error) from error
    finally:
        context.enable_progress_bars = before


def as_policyparse_error(error: BaseException) -> PolicyParseError:
    """Why a run ended: what its workers raised, as far as that is told, else that the cluster failed."""
    seen: BaseException | None = error
    while seen is not None:
        for one in (seen, getattr(seen, "cause", None)):
            if isinstance(one, PolicyParseError):
                return PolicyParseError(*one.args)
        seen = seen.__cause__ or seen.__context__
    last_line = (str(error).strip().splitlines() or [""])[-1]
    return PolicyParseError("internal", f"the cluster failed: {type(error).__name__}: {last_line}")


def _converted(
    orders: Sequence[Mapping[str, Any]], workers: int, settings: Settings, inbox: Place, out: Place
) -> pyarrow.Table:
    """All rows of ``found_schema``, by number, once the table ``json`` is written."""
    import pyarrow as pa
    from ray.data import ActorPoolStrategy, from_arrow

    blocks = [pa.Table.from_pylist([order], order_schema()) for order in orders]
    told = from_arrow(blocks).map_batches(
        Converter,
        fn_constructor_args=(settings, inbox, out),
        batch_size=1,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=min(workers, len(orders))),
        num_cpus=1,
    )
    tables = [found_schema().empty_table(), *told.iter_batches(batch_size=None, batch_format="pyarrow")]
    return pa.concat_tables(table.cast(found_schema()) for table in tables).sort_by("number")


def _deliver(parts: Sequence[Mapping[str, Any]], out: Place) -> None:
    """Write all tables of ``delivery.flat_tables``."""
    import pyarrow as pa
    from ray.data import from_arrow

    blocks = [pa.Table.from_pylist([part], delivery_schema()) for part in parts]
    work = partial(deliver_part, out=out)
    from_arrow(blocks).map_batches(work, batch_size=1, batch_format="pyarrow", num_cpus=1).materialize()


def _written(found: pyarrow.Table, shared: Mapping[int, Settled], passed: Sequence[Passed], out: Place) -> ClusterRun:
    """Write what became of the files, and last of all the report."""
    rows: dict[str, list[tuple[str | None, ...]]] = {FILES: [], FAILURES: []}
    path_of = dict(zip(found["number"].to_pylist(), found["path"].to_pylist(), strict=True))
    columns = (found[name].to_pylist() for name in ("number", "path", "document_id", "code", "message"))
    for number, path, document_id, code, message in zip(*columns, strict=True):
        if code is not None:
            rows[FAILURES].append((path, code, message))
            continue
        one = shared.get(number) or Settled("current", None, document_id)
        keeper = None if one.keeper is None else path_of[one.keeper]
        rows[FILES].append((path, one.delivered_id, one.role, keeper))
    unlisted = [one for one in passed if one.code == "unreadable"]
    rows[FAILURES] += [(one.shown, one.code, one.message) for one in unlisted]
    for table in (FILES, FAILURES):
        _write_rows(table, rows[table], out)
    roles = Counter(one.role for one in shared.values())
    done = ClusterRun(
        read=len(rows[FILES]),
        failed=len(rows[FAILURES]),
        skipped=len(passed) - len(unlisted),
        documents=len(rows[FILES]) - roles["duplicate"] - roles["superseded"],
        duplicates=roles["duplicate"],
        superseded=roles["superseded"],
    )
    with out.writing(REPORT_NAME) as stream:
        stream.write((json.dumps({"policyparse": __version__, **asdict(done)}, indent=1) + "\n").encode())
    return done


def _write_rows(table: str, rows: Sequence[tuple[str | None, ...]], out: Place) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    names = COLUMNS[table]
    columns = [pa.array(values, pa.string()) for values in zip(*rows, strict=True)] or [
        pa.array([], pa.string())
    ] * len(names)
    with out.writing(part_path(table, 0)) as stream:
        parquet.write_table(pa.table(columns, names=list(names)), stream)
