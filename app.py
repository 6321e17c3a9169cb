"""The ASGI entry point: ``streamlit run app.py``, or any ASGI server with ``app:app``.

``streamlit run`` recognises the application by the ``st.App(...)`` that stands here.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount

from partv.api.answers import PREFIX
from partv.api.service import create
from partv.ui.assets import CompressedAssets
from partv.ui.keys import script
from partv.ui.server import apologise, language_of, lifespan

app = st.App(
    "partv/ui/shell.py",
    lifespan=lifespan,
    on_script_error=apologise,
    routes=[Mount(PREFIX, create())],
    middleware=[
        Middleware(
            CompressedAssets,
            language=language_of,
            title="Part V Dashboard",
            description="How far Articles 20-31 of the Protocol to Eliminate Illicit Trade in "
            "Tobacco Products are implemented, with the source of every figure. Unofficial.",
            script=script,
        ),
    ],
)
