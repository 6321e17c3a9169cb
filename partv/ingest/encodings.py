"""Bytes to characters: by what is declared, else by what is recognised; what is no language is
refused.

A file in UTF-8 or UTF-16 says so itself. Of any other text the encoding is recognised: first by the
names of States that appear in it, then by chardet. That can be wrong, so whoever brings the file is
shown some lines as they were read (``recognised``), and may name another encoding.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import chardet

from partv.i18n.language import Language
from partv.ingest.raw_tables import Unreadable

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BINARY = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
"""Bytes that no encoding has in a text but UTF-16."""

UTF_8, UTF_16 = "UTF-8", "UTF-16"
ENCODINGS = {
    UTF_8: "utf-8-sig",
    UTF_16: "utf-16",
    "Windows-1252": "cp1252",
    "Windows-1251": "cp1251",
    "Windows-1256": "cp1256",
    "Windows-1250": "cp1250",
    "Windows-1254": "cp1254",
    "Windows-1253": "cp1253",
    "Windows-1255": "cp1255",
    "Windows-1257": "cp1257",
    "GB18030": "gb18030",
    "Big5": "big5hkscs",
    "Shift_JIS": "cp932",
    "EUC-JP": "euc_jp",
    "EUC-KR": "cp949",
    "KOI8-R": "koi8_r",
    "KOI8-U": "koi8_u",
    "MacRoman": "mac_roman",
    "MacCyrillic": "mac_cyrillic",
    "MacCentralEurope": "mac_latin2",
    "MacTurkish": "mac_turkish",
    "MacGreek": "mac_greek",
    "ISO-8859-2": "iso8859_2",
    "ISO-8859-5": "iso8859_5",
    "ISO-8859-6": "iso8859_6",
    "ISO-8859-9": "iso8859_9",
    "CP850": "cp850",
    "CP852": "cp852",
    "CP866": "cp866",
}
"""The encodings that are read, by the names that people are shown, and Python's names for them. In
the order in which they are tried where nothing else tells two apart."""

_SAMPLE = 65_536
"""Bytes of the lines beyond ASCII by which an encoding is recognised."""
_NAMES = 200
"""Cells that are looked up among the names of States, at most."""
_SHOWN, _SHOWN_LENGTH = 3, 200

Known = Callable[[str], bool]
"""Whether a text is the name of a State."""


class AsRead(NamedTuple):
    """What a text file reads as: its encoding (empty: none fits), and lines of it."""

    file: str
    encoding: str
    lines: tuple[str, ...]


class _Decoded(NamedTuple):
    text: str
    encoding: str
    sure: bool
    """Whether the file says its encoding, or somebody did; else it was recognised."""


def nobody(name: str) -> bool:
    """Return False: where there are no names to recognise an encoding by."""
    return False


def decoded(
    content: bytes,
    language: Language,
    wanted: str | None = None,
    known: Known = nobody,
    declared: str | None = None,
) -> str:
    """Return the text of a file: in the encoding ``wanted`` (a key of ``ENCODINGS``), else by its
    byte order mark, as UTF-8, as it is ``declared``, or in the encoding that is recognised.

    Raises Unreadable when there is none, or the text is no language.
    """
    return _decode(content, language, wanted, known, declared).text


def recognised(
    files: Sequence[tuple[str, bytes]],
    wanted: Mapping[str, str],
    known: Known,
    language: Language,
) -> list[AsRead]:
    """Return what the text files read as whose encoding had to be recognised or was ``wanted``.

    A file that reads in no encoding is among them, with no lines.
    """
    found = []
    for file, content in files:
        ending = file.rpartition(".")[2].lower()
        if ending not in ("csv", "tsv", "txt", "html", "htm") or content[:2] == b"PK":
            continue
        declared = declared_in(content) if ending in ("html", "htm") else None
        try:
            done = _decode(content, language, wanted.get(file), known, declared)
        except Unreadable:
            found.append(AsRead(file, wanted.get(file, ""), ()))
            continue
        if not done.sure or wanted.get(file):
            found.append(AsRead(file, done.encoding, _shown(done.text)))
    return found


def declared_in(page: bytes) -> str | None:
    """Return the encoding that a page declares, in Python's name; None when it declares none."""
    told = re.search(rb"charset\s*=\s*[\"']?\s*([\w:.-]+)", page[:4096])
    if not told:
        return None
    name = told[1].decode("ascii", "replace").lower().replace("_", "-")
    # As browsers have it: what calls itself Latin 1 or GB 2312 is the larger set of the same signs.
    larger = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
    larger |= {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-9": "cp1254"}
    larger |= {"x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman", "windows-874": "cp874"}
    try:
        "".encode(larger.get(name, name))
    except LookupError:
        return None
    return larger.get(name, name)


def _decode(
    content: bytes, language: Language, wanted: str | None, known: Known, declared: str | None
) -> _Decoded:
    say = language.text
    marked = None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        marked = UTF_16
    elif content.startswith(b"\xef\xbb\xbf"):
        marked = UTF_8
    unread = say("the characters cannot be read. Save the file as UTF-8.")
    if wanted or marked:
        name = wanted or marked
        try:
            done = _Decoded(content.decode(ENCODINGS[name]), name, True)
        except UnicodeDecodeError as error:
            raise Unreadable(unread) from error
    else:
        done = _plain(content, declared) or _guess(content, known)
    if done is None:
        raise Unreadable(unread)
    if sample := _lost(done.text):
        raise Unreadable(
            say(
                "its characters were lost before, in another program, for example: {sample}. "
                "Save the original as UTF-8.",
                sample=sample,
            )
        )
    return done


def _plain(content: bytes, declared: str | None) -> _Decoded | None:
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return _Decoded(content.decode(encoding), encoding, True)
        except UnicodeDecodeError:
            continue
    return None


def _guess(content: bytes, known: Known) -> _Decoded | None:
    """The text in the encoding that is recognised; None when it is no language in any."""
    lines = [line for line in re.split(rb"[\r\n]+", content) if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    # A sign that was cut in two at the end would fit no encoding.
    sample = sample[: sample.rfind(b"\n")] if len(sample) == _SAMPLE and b"\n" in sample else sample
    texts: dict[str, str] = {}
    for name, codec in ENCODINGS.items():
        if name in (UTF_8, UTF_16):
            continue
        try:
            text = sample.decode(codec)
            if is_language(text):
                texts[name] = text
        except UnicodeDecodeError:
            continue
    scores = {name: _names_in(text, known) for name, text in texts.items()}
    best = max(scores.values(), default=0)
    fitting = [name for name, score in scores.items() if score == best]
    guessed = _likeliest(sample, fitting)
    if guessed is None:
        return None
    # Where two read it the same, the one that is more usual.
    guessed = next(name for name in texts if texts[name] == texts[guessed])
    try:
        return _Decoded(content.decode(ENCODINGS[guessed]), guessed, False)
    except UnicodeDecodeError:
        return None


_ALIKE = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "iso8859-15", "ascii"), "Windows-1252"),
    **{"cp437": "CP850", "cp858": "CP850", "ibm850": "CP850", "ibm852": "CP852", "ibm866": "CP866"},
    **{"cp949": "EUC-KR", "cp932": "Shift_JIS", "gb2312": "GB18030", "gbk": "GB18030"},
    **{"big5-hkscs": "Big5", "big5hkscs": "Big5", "maclatin2": "MacCentralEurope"},
}
"""What chardet calls an encoding of which ours has the same letters, or more."""
_OURS = {name.lower(): name for name in ENCODINGS} | _ALIKE


def _likeliest(sample: bytes, fitting: list[str]) -> str | None:
    """The likeliest of the encodings that fit; None when nothing speaks for one of them."""
    for found in chardet.detect_all(sample, ignore_threshold=True):
        name = (found["encoding"] or "").lower()
        guessed = _OURS.get(name) or _OURS.get(name.replace("_", "-"))
        if guessed in fitting:
            return guessed
    return None


def _names_in(text: str, known: Known) -> int:
    """How many cells of a text, beyond ASCII, are names of States."""
    cells = dict.fromkeys(cell.strip() for cell in re.split(r'[,;\t\r\n"|<>]+', text))
    beyond = [cell for cell in cells if cell and not cell.isascii() and len(cell) <= 100]
    return sum(known(cell) for cell in beyond[:_NAMES])


_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = set("\u00a0°€£«»‘’“”–—…•·′″№§±×")
"""What may stand in a text that has no letter beyond ASCII."""
_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW"}
"""Of which no word mixes two. A Chinese one may hold Latin letters."""


def is_language(text: str) -> bool:
    """Return whether a text can be language: words of one script each, in ordinary case, of which
    the signs beyond ASCII are mostly letters."""
    beyond = [sign for sign in text if not sign.isascii()]
    kinds = [unicodedata.category(sign) for sign in beyond]
    if "\ufffd" in text or {"Cc", "Co", "Cn", "Cs"} & set(kinds):
        return False
    if sum(kind[0] == "S" for kind in kinds) * 3 > len(kinds):
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return set("".join(beyond)) <= _SIGNS
    odd = letters = marked = 0
    for word in words:
        scripts = {unicodedata.name(sign, "?").split()[0] for sign in word} & _SCRIPTS
        turned = any(a.islower() and b.isupper() for a, b in pairwise(word))
        odd += turned or len(scripts) > 1
        if scripts == {"LATIN"}:
            letters += len(word)
            marked += sum(not sign.isascii() for sign in word)
    # A language in Latin letters has unmarked ones in its words, and not only marked ones.
    return odd * 4 <= len(words) and (letters < 4 or marked * 10 <= letters * 7)


_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]{1,3}")
_LIKELY = re.compile(
    "[\u00c0-\u017f\u0391-\u03c9\u0410-\u044f\u0621-\u064a\u2013-\u2026\u4e00-\u9fff]"
)


def _lost(text: str) -> str:
    """Some of what a text has instead of what was written; empty when it has all."""
    if "\ufffd" in text:
        place = text.index("\ufffd")
        return text[max(0, place - 20) : place + 20].strip()
    # UTF-8 that was read as Windows-1252 and saved once more. Once can be chance: "CAFÉ»".
    twice = []
    for found in _TWICE.finditer(text[:_SAMPLE]):
        meant = found[0].encode("cp1252", "ignore").decode("utf-8", "ignore")
        if _LIKELY.search(meant):
            twice.append(text[max(0, found.start() - 10) : found.end() + 20].split("\n")[0].strip())
    return twice[0] if len(twice) > 1 else ""


def _shown(text: str) -> tuple[str, ...]:
    """The lines by which people see whether a text was read right, as many as there are of three:
    those with signs beyond ASCII first."""
    lines: Iterable[str] = filter(str.strip, re.split(r"[\r\n]+", text[: 8 * _SAMPLE]))
    ordered = sorted(lines, key=str.isascii)
    return tuple(line.strip()[:_SHOWN_LENGTH] for line in ordered[:_SHOWN])
