"""The cycle that the name of a sheet or of a file says, and where such names disagree."""

import re
from collections.abc import Collection

from partv.i18n.language import Language
from partv.ingest.faults import Fault
from partv.ingest.raw_tables import Table, stem

_DATE = re.compile(r"(?<!\d)(\d{4}([-_. ]?)\d{2}\2\d{2}|\d{1,2}([-_. ])\d{1,2}\3\d{4}|\d{8})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def cycle_in(name: str, cycles: Collection[int]) -> int | None:
    """Return the one cycle that a name says; None when it says none, or several. Dates are none."""
    found = {int(year) for year in _YEAR.findall(_DATE.sub(" ", name))} & set(cycles)
    return found.pop() if len(found) == 1 else None


def cycle_of_names(
    table: Table, cycles: Collection[int], wanted: int | None, to: Language
) -> tuple[int | None, list[Fault]]:
    """Return the cycle that the names of sheet and file say of a table, and where they disagree
    with each other or with the cycle that is ``wanted``.

    A sheet that is named for another year than that of a cycle is at fault: it is of that year.
    The name of a file may well say when it was saved.
    """
    say = to.text
    sheet = cycle_in(table.sheet or "", cycles)
    file = cycle_in(stem(table.file), cycles)
    faults = []
    years = _YEAR.findall(_DATE.sub(" ", table.sheet or ""))
    if len(years) == 1 and sheet is None:
        accepted = to.series(map(str, sorted(cycles)))
        faults.append(Fault(table.file, None, None, years[0], accepted, table.sheet))
    values = {"sheet": sheet, "file": file, "cycle": wanted}
    reason = ""
    if sheet and file and sheet != file:
        reason = say("the name of the sheet says {sheet}, that of the file {file}.", **values)
    elif sheet and wanted and sheet != wanted:
        reason = say("the name of the sheet says {sheet}, and --cycle {cycle}.", **values)
    elif file and wanted and file != wanted:
        reason = say("the name of the file says {file}, and --cycle {cycle}.", **values)
    if reason:
        faults.append(Fault(table.file, None, None, None, reason, table.sheet))
    return sheet or file, faults


def other_than_named(table: Table, row: int, cycle: int, named: int, to: Language) -> Fault:
    """Return the fault of a table whose column says another cycle than the name of its sheet or
    its file."""
    values = {"cycle": cycle, "named": named}
    if cycle_in(table.sheet or "", {named}):
        reason = to.text(
            "the column of the cycle says {cycle}, and the name of the sheet {named}.", **values
        )
    else:
        reason = to.text(
            "the column of the cycle says {cycle}, and the name of the file {named}.", **values
        )
    return table.fault(row, table.roles["cycle"], None, reason)
