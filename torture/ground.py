"""A copy of the data to do harm to, what is known good of it."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from partv.data.warehouse import DataUnavailable, Warehouse
from partv.i18n.language import language
from partv.ingest.answers import read_answers, store_answers
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.ingest.readers import load
from partv.ingest.register import Register
from partv.paths import DATAPACKAGE, PARQUET, ROOT

DATA = "trial"
ENGLISH = language("en")
_HEADER = ("party", "cycle", "indicator", "answer", "text")
_PARTIES = ("AUT", "BEL", "CZE", "ESP", "FRA", "HUN", "LTU", "PRT", "SRB", "TUR", "GBR")
_INDICATORS = ("21.exchange", "27.domestic", "30.extradition")


class Ground:
    """A folder with a copy of ``data/``, in an old state, and what the new one would be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.package = self.data / DATAPACKAGE.name
        self.parquet, self.imported = self.data / "parquet", self.data / "imported"
        self.data.mkdir(parents=True)
        shutil.copy(DATAPACKAGE, self.package)
        shutil.copytree(DATAPACKAGE.parent / "source", self.data / "source")
        shutil.copytree(PARQUET, self.parquet)
        self.imported.mkdir()
        self.before, self.after = folder / "before.csv", folder / "after.csv"
        answers(self.before, "Yes")
        answers(self.after, "No")
        assert not self.do("import", self.before)

    def do(self, name: str, file: Path | None = None) -> str:
        """``build`` or ``import``, here; returns what was wrong, empty when it was done."""
        try:
            if name == "build":
                build(self.package)
            else:
                given = load([file or self.after], ENGLISH)
                store_answers(read_answers(given, Register.load(), DATA), self.imported)
        except Refused as refused:
            return "; ".join(fault.sentence(ENGLISH) for fault in refused.faults)
        except OSError as error:
            return str(error)
        return ""

    def arguments(self, name: str, file: Path | None = None) -> list[str]:
        """The arguments of the command line of ``build`` or ``import``."""
        if name == "build":
            return ["build", "--package", str(self.package)]
        into = ["--data", DATA, "--folder", str(self.imported)]
        return ["import", str(file or self.after), *into]

    def child(self, name: str) -> list[str]:
        """The same as the command of a process of its own."""
        return [sys.executable, "-m", "partv", *self.arguments(name)]

    def change_source(self, note: str) -> None:
        """Make the source another one, so that a build has something to say."""
        file = self.data / "source" / "articles.csv"
        with file.open(encoding="utf-8", newline="") as source:
            rows = list(csv.reader(source))
        rows[1][rows[0].index("note")] = note
        with file.open("w", encoding="utf-8", newline="") as source:
            csv.writer(source, lineterminator="\n").writerows(rows)

    def version(self) -> str:
        """The version of the data that a reader finds; a sentence when it finds none."""
        try:
            return Warehouse(self.parquet, self.imported).version
        except DataUnavailable as error:
            return f"{error}"

    def keep(self, name: str) -> Path:
        """A copy of the data as they are, to put back."""
        return shutil.copytree(self.data, self.folder / name)

    def restore(self, kept: Path) -> None:
        """The data as they were kept, whatever has become of them."""
        shutil.rmtree(self.data)
        shutil.copytree(kept, self.data)

    def litter(self) -> list[str]:
        """What lies about that is neither data nor a lock."""
        names = [file.name for folder in (self.data, self.imported) for file in folder.iterdir()]
        return [name for name in names if name.startswith(".") and not name.endswith(".lock")]


def answers(file: Path, answer: str) -> None:
    """A file with an answer of each of some Parties to some questions."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_HEADER)
        for party in _PARTIES:
            writer.writerows([party, 2023, indicator, answer, ""] for indicator in _INDICATORS)


def run(
    command: Iterable[object], cwd: Path = ROOT, **options: object
) -> subprocess.CompletedProcess:
    """Run a process to its end, at most two minutes."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        **options,
    )
