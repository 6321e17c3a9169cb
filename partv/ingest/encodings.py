"""Bytes to characters, by what is declared, else by what fits."""

import re

from partv.i18n.language import Language
from partv.ingest.raw_tables import Unreadable

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decoded(content: bytes, language: Language) -> str:
    """The text of a file by its byte order mark, else as UTF-8, else as Windows-1252."""
    say = language.text
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(say("the characters cannot be read. Save the file as UTF-8."))
