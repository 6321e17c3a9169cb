"""The ASGI entry point: for ``python serve.py``, or for ``streamlit run app.py``.

``streamlit run`` recognises the application by the ``st.App(...)`` that stands here.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from partv.api.http_cache import PREFIX
from partv.api.service import create
from partv.follow import routes
from partv.middleware.rate_limit import RateLimit
from partv.middleware.security_headers import Door, inline_scripts, page_policy
from partv.paths import ROOT
from partv.streamlit_patches.front_end import CompressedAssets
from partv.ui import web_fonts
from partv.ui.keys import script
from partv.ui.startup import SETTINGS, apologise, language_of, lifespan

base = f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")

ROUTES = [
    Mount(PREFIX, create()),
    Mount(routes.PREFIX, routes.create()),
    Route(web_fonts.PREFIX + "/{version}/{name}", web_fonts.serve),
]
MIDDLEWARE = [
    Middleware(Door, embed=SETTINGS.embed, public=SETTINGS.public, api=PREFIX, base=base),
    Middleware(RateLimit, rate=SETTINGS.rate, renders=SETTINGS.renders, api=PREFIX, base=base),
    Middleware(
        CompressedAssets,
        language=language_of,
        policy=lambda page: page_policy(SETTINGS.embed, inline_scripts(page)),
        links=web_fonts.links,
        title="Part V Dashboard",
        description="How far Articles 20-31 of the Protocol to Eliminate Illicit Trade in "
        "Tobacco Products are implemented, with the source of every figure. Unofficial.",
        script=script,
    ),
]
app = st.App(
    ROOT / "partv/ui/shell.py",
    lifespan=lifespan,
    on_script_error=apologise,
    routes=ROUTES,
    middleware=MIDDLEWARE,
)
