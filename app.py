"""The ASGI entry point: ``streamlit run app.py``, or any ASGI server with ``app:app``.

``streamlit run`` recognises the application by the ``st.App(...)`` that stands here.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from partv.api import following
from partv.api.answers import PREFIX
from partv.api.service import create
from partv.door.headers import Door, inline_scripts, page_policy
from partv.door.limits import Limits
from partv.ui import fonts
from partv.ui.assets import CompressedAssets
from partv.ui.keys import script
from partv.ui.server import SETTINGS, apologise, language_of, lifespan

base = f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")

app = st.App(
    "partv/ui/shell.py",
    lifespan=lifespan,
    on_script_error=apologise,
    routes=[
        Mount(PREFIX, create()),
        Mount(following.PREFIX, following.create()),
        Route(fonts.PREFIX + "/{version}/{name}", fonts.serve),
    ],
    middleware=[
        Middleware(Door, embed=SETTINGS.embed, public=SETTINGS.public, api=PREFIX, base=base),
        Middleware(Limits, rate=SETTINGS.rate, renders=SETTINGS.renders, api=PREFIX, base=base),
        Middleware(
            CompressedAssets,
            language=language_of,
            policy=lambda page: page_policy(SETTINGS.embed, inline_scripts(page)),
            links=fonts.links,
            title="Part V Dashboard",
            description="How far Articles 20-31 of the Protocol to Eliminate Illicit Trade in "
            "Tobacco Products are implemented, with the source of every figure. Unofficial.",
            script=script,
        ),
    ],
)
