"""How a workbook shows a number: what a person saw in the cell is what was answered."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from openpyxl.styles.numbers import BUILTIN_FORMATS

BUILTIN = {str(key): code for key, code in BUILTIN_FORMATS.items()}
"""The formats that a workbook names by their numbers."""
# The order of day and month in these is that of the computer that opens the workbook.
BUILTIN |= {"14": "[$-F800]m/d/yy", "22": "[$-F800]m/d/yy h:mm"}

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAST_DAY, _MOST_DAY = 61, 2_958_465
"""From 1 March 1900, before which spreadsheets count differently, to the end of 9999."""

_LITERAL = r'(?:"[^"]*"|\\.|[ \-+()€$£¥/:.,])'
_FIXED = re.compile(
    rf"(?P<before>{_LITERAL}*?)(?P<group>#,##)?(?P<digits>0+)(?:\.(?P<decimals>0+))?"
    rf"(?P<percent> ?%)?(?P<after>{_LITERAL}*)"
)
_TOKEN = re.compile(r"y+|m+|d+|h+|s+|\"[^\"]*\"|\\.|[-/.,: T]", re.IGNORECASE)


def number_shown(raw: str, code: str, epoch_1904: bool = False) -> str | None:
    """Return a number as a cell with that format shows it; None when that cannot be told.

    Decimals have a point and thousands a comma, whatever the computer writes.
    """
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        return None
    section = _section(code, number)
    if section is None:
        return None
    if section.lower() in ("general", "@"):
        return _general(number)
    if re.fullmatch(rf"(?:{_LITERAL})+", section):
        return _literal(section).strip()
    if fixed := _FIXED.fullmatch(section):
        return _fixed(number, fixed)
    return _date(number, section, epoch_1904)


def _section(code: str, number: Decimal) -> str | None:
    """The part of a format that is for such a number; None when it depends on more."""
    code = re.sub(r"\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]", "", code, flags=re.I)
    code = re.sub(r"\[\$([^\]-]*)-?(?!F800|F400)[0-9A-Fa-f]*\]", r'"\1"', code, flags=re.I)
    code = re.sub(r'_.|\*.|""', "", code)
    if "[" in code:
        return None
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code) or [code]
    if number == 0 and len(sections) > 2:
        return sections[2]
    if number < 0 and len(sections) > 1:
        # It has its own sign there, or none.
        return None
    return sections[0]


def _general(number: Decimal) -> str | None:
    """Eleven places at most, as in a cell that is wide enough."""
    if number == number.to_integral_value():
        return str(int(number)) if abs(number) < Decimal("1e11") else None
    if not Decimal("1e-4") <= abs(number) < Decimal("1e10"):
        return None
    whole = len(str(int(abs(number))))
    shown = number.quantize(Decimal(1).scaleb(-max(0, 10 - whole)), ROUND_HALF_UP)
    return f"{shown:f}".rstrip("0").rstrip(".")


def _fixed(number: Decimal, how: re.Match) -> str | None:
    if how["percent"]:
        number *= 100
    places = len(how["decimals"] or "")
    shown = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{shown:,.{places}f}" if how["group"] else f"{shown:.{places}f}"
    if len(how["digits"]) > 1:
        if how["group"] or number < 0:
            return None
        text = text.zfill(len(how["digits"]) + (places + 1 if places else 0))
    return _literal(how["before"]) + text + (how["percent"] or "") + _literal(how["after"])


def _literal(code: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] or found[2] or "", code)


def _date(number: Decimal, code: str, epoch_1904: bool) -> str | None:
    """A date in digits; one with the name of a month is in the language of the computer."""
    tokens = _TOKEN.findall(code)
    if "".join(tokens) != code or not _LEAST_DAY <= number <= _MOST_DAY:
        return None
    moment = (_EPOCH_1904 if epoch_1904 else _EPOCH) + timedelta(seconds=round(number * 86_400))
    shown = []
    for place, token in enumerate(tokens):
        kind, size = token[0].lower(), len(token)
        letters = [one[0].lower() for one in tokens if one[0].lower() in "ymdhs"]
        at = sum(one[0].lower() in "ymdhs" for one in tokens[:place])
        if kind == "m" and ("h" in letters[at - 1 : at] or "s" in letters[at + 1 : at + 2]):
            kind = "minute"
        values = {"d": moment.day, "m": moment.month, "h": moment.hour, "s": moment.second}
        values["minute"] = moment.minute
        if kind == "y":
            shown.append(f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}")
        elif kind in values:
            if size > 2:
                return None
            shown.append(f"{values[kind]:0{size}}")
        else:
            shown.append(_literal(token))
    return "".join(shown)
