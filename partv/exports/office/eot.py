"""A TrueType font as Embedded OpenType, the form in which a PowerPoint file has its fonts.

Neither compressed nor masked, both of which the form leaves open: the font follows the header as it
is. Definition: https://www.w3.org/submissions/EOT/, version 0x00020002, which PowerPoint writes.
"""

import struct

import uharfbuzz as hb

_VERSION, _MAGIC = 0x00020002, 0x504C
_ANY_CHARSET = 1
_ITALIC = 0x01
_NO_ADDRESS = 0x50475342
"""The checksum of the addresses to which the use is bound: of none, which is everywhere."""
_FAMILY, _STYLE, _WHOLE, _RELEASE = 1, 2, 4, 5


def as_eot(font: bytes) -> bytes:
    """The bytes of a TrueType font with the header in front that tells what it is."""
    face = hb.Face(hb.Blob(font))
    about = face.reference_table("OS/2").data
    weight, rights = struct.unpack_from(">H2xH", about, 4)
    ranges = struct.unpack_from(">4L", about, 42)
    (selection,) = struct.unpack_from(">H", about, 62)
    pages = struct.unpack_from(">2L", about, 78)
    (checksum,) = struct.unpack_from(">L", face.reference_table("head").data, 8)
    head = struct.pack(
        "<3L10s2BL2H7L16x2x",
        len(font),
        _VERSION,
        0,
        about[32:42],
        _ANY_CHARSET,
        selection & _ITALIC,
        weight,
        rights,
        _MAGIC,
        *ranges,
        *pages,
        checksum,
    )
    names = [face.get_name(name) or "" for name in (_FAMILY, _STYLE, _RELEASE, _WHOLE)]
    head += b"\0\0".join(_told(text) for text in (*names, ""))
    # No characters of the user's own, no signature.
    head += struct.pack("<2L2H2L", _NO_ADDRESS, 0, 0, 0, 0, 0)
    return struct.pack("<L", 4 + len(head) + len(font)) + head + font


def _told(name: str) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<H", len(text)) + text
