"""Office files that bear no time of their own: the same content gives the same bytes."""

import io
import re
import zipfile
from datetime import datetime

WHEN = datetime(2026, 1, 1)
"""The time that every office file made here bears."""


def timeless(content: bytes) -> bytes:
    """The same Office file (XLSX, PPTX, DOCX) without the time of its making.

    ``content`` is a zip archive; a BadZipFile is raised when it is not.
    """
    out = io.BytesIO()
    stamp = WHEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as bare:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, part
                )
            entry = zipfile.ZipInfo(name, WHEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bare.writestr(entry, part)
    return out.getvalue()
