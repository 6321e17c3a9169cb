"""Imported answers on disk: ``data/imported/NAME.parquet``, replaced whole or not at all."""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from partv.data.answer_sets import SCHEMA, NotAnswers, OtherColumns, read, to_bytes
from partv.data.folders import sync
from partv.i18n.language import Language, language
from partv.ingest.faults import Fault, Refused
from partv.ingest.import_report import Imported, labels
from partv.ingest.table_schema import Row

__all__ = ["SCHEMA", "Changes", "compare", "store_answers"]

Key = tuple[int, str, str]


@dataclass
class Changes:
    """What an import does to the data set that was there."""

    added: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)
    """Old and new row of each answer that is another one now."""
    unchanged: int = 0
    left: list[Row] = field(default_factory=list)
    """Answers that came from one of these files earlier and are not in it any more: they stay."""

    def sentences(self, to: Language) -> list[str]:
        """What changed, a sentence a line."""
        counts = [
            to.plural("{n} answer is new", "{n} answers are new", len(self.added)),
            to.plural("{n} was corrected", "{n} were corrected", len(self.changed)),
            to.plural("{n} is as it was", "{n} are as they were", self.unchanged),
        ]
        lines = [to.text("{sentence}.", sentence=to.series(counts))]
        for old, new in self.changed:
            lines.append(
                to.text(
                    '{iso3}, {cycle}, {indicator}: was "{old}", is "{new}".',
                    iso3=new["iso3"],
                    cycle=new["cycle"],
                    indicator=new["indicator_id"],
                    old=_words(old, to),
                    new=_words(new, to),
                )
            )
        for row in self.left:
            lines.append(
                to.text(
                    "{iso3}, {cycle}, {indicator}: no longer in {file}; the answer stays.",
                    iso3=row["iso3"],
                    cycle=row["cycle"],
                    indicator=row["indicator_id"],
                    file=row["source_file"],
                )
            )
        return lines


def _words(row: Row, to: Language) -> str:
    words = labels(to)[row["status"]] if row["status"] != "text" else ""
    text = " ".join((row["text"] or "").split())
    both = to.pair(words, text) if words and text else words or text
    return both if len(both) <= 80 else both[:77] + "..."


def compare(
    imported: Imported, folder: Path, say: Language | None = None
) -> tuple[list[Row], Changes]:
    """The rows of the data set after the import, and what it changes; writes nothing.

    Raises Refused when the file that is there cannot be read.
    """
    file = folder / f"{imported.data}.parquet"
    old = {_key(row): row for row in _stored(file, say or language("en"))}
    changes = Changes()
    merged = dict(old)
    for row in imported.rows:
        before = old.get(_key(row))
        if before is None:
            changes.added.append(row)
        elif (before["status"], before["text"]) != (row["status"], row["text"]):
            changes.changed.append((before, row))
        else:
            changes.unchanged += 1
            if before["source_file"] != row["source_file"]:
                # Another file says the same: the first one stays the source.
                row = before
        merged[_key(row)] = row
    given = {_key(row) for row in imported.rows}
    files = {row["source_file"] for row in imported.rows}
    changes.left = [r for key, r in old.items() if key not in given and r["source_file"] in files]
    return [merged[key] for key in sorted(merged)], changes


def store_answers(
    imported: Imported, folder: Path, say: Language | None = None, patience: float = 60
) -> Changes:
    """Merge an import into ``folder/NAME.parquet`` and say what changed.

    The file is replaced in one step: a reader, or a process that is killed, sees the old one or
    the new one. An import that changes nothing leaves it alone. Two imports into one data set go
    one after the other, so that neither loses rows to the other; raises Refused when the other
    one is not done after ``patience`` seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # The lock ends with the process that holds it, however that ends.
    lock = FileLock(folder / f".{imported.data}.lock", timeout=patience)
    try:
        lock.acquire()
    except Timeout as error:
        reason = (say or language("en")).text("another import into it is under way. Try again.")
        shown = f"{folder.name}/{imported.data}.parquet"
        raise Refused([Fault(shown, None, None, None, reason)]) from error
    try:
        return _merge(imported, folder, say)
    finally:
        lock.release()


def _merge(imported: Imported, folder: Path, say: Language | None) -> Changes:
    rows, changes = compare(imported, folder, say)
    target = folder / f"{imported.data}.parquet"
    content = to_bytes(rows)
    if target.exists() and target.read_bytes() == content:
        return changes
    for litter in folder.glob(f".{imported.data}.*.new"):
        # Of an import that was killed.
        litter.unlink(missing_ok=True)
    handle, scratch = tempfile.mkstemp(prefix=f".{imported.data}.", suffix=".new", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(scratch, 0o644)
        os.replace(scratch, target)
        sync(folder)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return changes


def _key(row: Row) -> Key:
    return row["cycle"], row["iso3"], row["indicator_id"]


def _stored(file: Path, to: Language) -> list[Row]:
    if not file.exists():
        return []
    shown = f"{file.parent.name}/{file.name}"
    try:
        return read(file)
    except OtherColumns as error:
        reason = to.text("has other columns than imported answers. Delete it and import again.")
        raise Refused([Fault(shown, None, None, None, reason)]) from error
    except NotAnswers as error:
        reason = to.text("cannot be read. Delete it and import its files again.")
        raise Refused([Fault(shown, None, None, None, reason)]) from error
