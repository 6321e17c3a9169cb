"""The order in which the parts of a line stand, where it holds Arabic or Hebrew.

The Unicode bidirectional algorithm (UAX #9) for one line without explicit controls, which
``partv/text/typeset.py`` takes out of every text.
"""

import unicodedata

_BRACKETS = dict(zip("([{（［「《【", ")]}）］」》】", strict=True))
_NEUTRAL = {"B", "S", "WS", "ON"}
_RIGHT = {"R", "AL", "AN"}

MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The controls that embed, override and isolate a part of a line."""

LEFTWARDS = "\N{RIGHT-TO-LEFT EMBEDDING}"
"""What a line that runs from right to left begins with, where it is marked."""


def runs(text: str, rtl: bool) -> list[tuple[int, int, bool]]:
    """Parts of a line from left to right: start, end (in the text), and whether it runs leftwards.

    ``rtl`` is the direction of the line as a whole.
    """
    levels = _levels(text, rtl)
    parts: list[tuple[int, int, int]] = []
    for index, level in enumerate(levels):
        if parts and parts[-1][2] == level:
            parts[-1] = (parts[-1][0], index + 1, level)
        else:
            parts.append((index, index + 1, level))
    for level in range(max(levels, default=0), 0, -1):
        parts = _reversed_from(level, parts)
    return [(start, end, level % 2 == 1) for start, end, level in parts]


def is_right_to_left(text: str) -> bool:
    """Whether a text holds Arabic, Hebrew or the like."""
    return not _RIGHT.isdisjoint(map(unicodedata.bidirectional, text))


def leftwards(lines: list[str]) -> list[str]:
    """The lines of one text, each marked as one that runs from right to left.

    By embedding: WebKit does not know isolates within SVG. There the lines of a text are one
    paragraph, too, in which two embeddings side by side would be one: a mark keeps them apart.
    """
    close, apart = "\N{POP DIRECTIONAL FORMATTING}", "\N{LEFT-TO-RIGHT MARK}"
    return [f"{apart * (place > 0)}{LEFTWARDS}{line}{close}" for place, line in enumerate(lines)]


def _reversed_from(least: int, parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The parts with each stretch of at least this level turned round."""
    turned: list[tuple[int, int, int]] = []
    stretch: list[tuple[int, int, int]] = []
    for part in parts:
        if part[2] >= least:
            stretch.append(part)
        else:
            turned += [*reversed(stretch), part]
            stretch = []
    return turned + stretch[::-1]


def _levels(text: str, rtl: bool) -> list[int]:
    types = [unicodedata.bidirectional(character) or "ON" for character in text]
    if not rtl and not _RIGHT.intersection(types):
        return [0] * len(text)
    original, base = list(types), "R" if rtl else "L"
    _weak(types, base)
    _bracketed(text, types, original, base)
    _neutral(types, base)
    if rtl:
        levels = [1 if kind == "R" else 2 for kind in types]
    else:
        levels = [{"L": 0, "R": 1}.get(kind, 2) for kind in types]
    for index in range(len(text) - 1, -1, -1):  # L1: spaces at the end belong to the line
        if original[index] not in ("WS", "S", "B"):
            break
        levels[index] = int(rtl)
    return levels


def _weak(types: list[str], base: str) -> None:
    """Rules W1 to W7: what marks and numbers count as."""
    strong = previous = base
    for index, kind in enumerate(types):
        if kind == "NSM":
            types[index] = kind = previous
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[index] = "AN"
        previous = types[index]
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if before == after == "EN" and kind in ("ES", "CS"):
            types[index] = "EN"
        elif before == after == "AN" and kind == "CS":
            types[index] = "AN"
    for start, end in _stretches(types, {"ET"}):
        sides = types[start - 1 : start] + types[end : end + 1]
        types[start:end] = ["EN" if "EN" in sides else "ON"] * (end - start)
    strong = base
    for index, kind in enumerate(types):
        if kind in ("ES", "CS"):
            types[index] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def _bracketed(text: str, types: list[str], original: list[str], base: str) -> None:
    """Rule N0: a pair of brackets goes with what it holds, or with what is before it."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for index, character in enumerate(text):
        if types[index] not in _NEUTRAL:
            continue
        if character in _BRACKETS:
            opened.append((_BRACKETS[character], index))
        elif any(character == closing for closing, _ in opened):
            while opened:
                closing, start = opened.pop()
                if closing == character:
                    pairs.append((start, index))
                    break
    for start, end in sorted(pairs):
        inside = {_strong(kind) for kind in types[start + 1 : end]} - {""}
        if not inside:
            continue
        side = base
        if base not in inside:
            before = next((s for kind in reversed(types[:start]) if (s := _strong(kind))), base)
            side = before if before in inside else base
        for index in (start, end):
            types[index] = side
            while original[index + 1 : index + 2] == ["NSM"]:  # marks go with their bracket
                index += 1
                types[index] = side


def _neutral(types: list[str], base: str) -> None:
    """Rules N1 and N2: spaces and signs go with both neighbours, or with the line."""
    for start, end in _stretches(types, _NEUTRAL | {"BN"}):
        before = _strong(types[start - 1]) if start else base
        after = _strong(types[end]) if end < len(types) else base
        types[start:end] = [before if before == after else base] * (end - start)


def _strong(kind: str) -> str:
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _stretches(types: list[str], kinds: set[str]) -> list[tuple[int, int]]:
    """Where the types lie in ``kinds``, as starts and ends."""
    found: list[tuple[int, int]] = []
    for index, kind in enumerate(types):
        if kind in kinds:
            if found and found[-1][1] == index:
                found[-1] = (found[-1][0], index + 1)
            else:
                found.append((index, index + 1))
    return found
