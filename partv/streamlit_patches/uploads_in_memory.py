"""An upload stays in memory on its way: Starlette would put one over 1 MB into a file."""

from starlette.formparsers import MultiPartParser

from partv.streamlit_patches.targets import Code

TARGETS = (
    Code("starlette.formparsers.MultiPartParser.spool_max_size", kind=int),
    Code(
        "streamlit.web.server.starlette.starlette_routes.create_upload_routes", mentions=("form",)
    ),
)

_LARGEST_UPLOAD = 64 * 2**20


def apply() -> None:
    """Raise the size from which Starlette would write to the disk above any that is let in."""
    MultiPartParser.spool_max_size = _LARGEST_UPLOAD
