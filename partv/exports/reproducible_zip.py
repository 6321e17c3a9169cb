"""ZIP-based files without the time of their making: the same content has the same bytes."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

WHEN = datetime(2026, 1, 1)
"""The time that such files bear."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these parts, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, WHEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, content)
    return out.getvalue()


def timeless(office: bytes) -> bytes:
    """An Office file without the time at which its library wrote it."""
    stamp = WHEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(office)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    core = "docProps/core.xml"
    if core in parts:
        tag = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
        parts[core] = re.sub(tag, rb"\g<1>" + stamp, parts[core])
    return packed(parts)
