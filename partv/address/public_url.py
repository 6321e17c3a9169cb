"""The address at which people reach this server."""

import os

VARIABLE = "PARTV_PUBLIC_URL"


def public_url(reached: str) -> str:
    """The address set in ``PARTV_PUBLIC_URL``, else the one that the server was reached at.

    Without a slash at the end. Set it where a proxy stands before the server and the room reaches
    it by another name than the presenter.
    """
    return (os.environ.get(VARIABLE) or reached).rstrip("/")
