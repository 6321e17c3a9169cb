"""The API as a FastAPI application; ``app.py`` mounts it at ``PREFIX``."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from partv import __version__
from partv.address.exported_tables import TABLES
from partv.address.parameters import Problem
from partv.address.selection import Selection
from partv.api import picture_routes
from partv.api.http_cache import (
    PREFIX,
    NotAccepted,
    answer,
    asked,
    fingerprint,
    not_accepted,
    offer,
    server,
)
from partv.api.openapi import describe, responses
from partv.api.reference import reference
from partv.data.current import trouble, warehouse
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.exhibits.extracts import extract
from partv.exports.bundle import to_zip
from partv.exports.formats import FORMATS
from partv.i18n.language import language

ENDINGS = {ending: form.media_type for ending, form in FORMATS.items()} | {"zip": "application/zip"}
"""What a table is given away as, and the media type of each."""

_log = logging.getLogger(__name__)


def create(open_store: Callable[[], Warehouse] = warehouse) -> FastAPI:
    """The application over the data that ``open_store`` opens; nothing is opened before a call."""
    api = FastAPI(
        title="Part V Dashboard",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers={
            NotAccepted: not_accepted,
            DataUnavailable: _unavailable,
            405: _only_reads,
            Exception: _apologise,
        },
    )
    api.add_middleware(GZipMiddleware, minimum_size=1000)
    api.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match"],
        expose_headers=["ETag", "Content-Disposition"],
    )
    for name in TABLES:
        _serve(api, name, open_store)
    picture_routes.serve(api, open_store)
    _serve_itself(api, open_store)
    return api


def _serve(api: FastAPI, table: str, open_store: Callable[[], Warehouse]) -> None:
    def rows(request: Request, ending: str) -> Response:
        store = open_store()
        found = asked(request, store, table)
        selection = found.plain().changed(lang=found.lang)
        if ending not in ENDINGS:
            raise NotAccepted([Problem("ending", ending, tuple(ENDINGS))], "path")
        item = extract(store, selection, table)
        if ending == "zip":
            query = item.address
            link = f"{server(request)}{PREFIX}/{table}.zip?{query}".rstrip("?")
            now = datetime.now(UTC)
            content = to_zip(item, language(selection.lang or "en"), now, link)
            # The time of retrieval is in the file and makes no other content of it.
            etag = fingerprint(f"{store.version} {__version__} {link} {selection.lang}".encode())
        else:
            content, etag = store.composed(_rendered, selection, table, ending)
        return answer(request, content, ENDINGS[ending], f"{item.name}.{ending}", etag)

    described = TABLES[table]
    offer(
        api,
        f"/{table}.{{ending}}",
        rows,
        name=table,
        operation_id=table,
        summary=described.title,
        description=described.description,
        responses=responses(described, ENDINGS),
        response_class=Response,
    )


def _rendered(store: Warehouse, selection: Selection, table: str, ending: str) -> tuple[bytes, str]:
    item = extract(store, selection, table)
    content = FORMATS[ending].render(item, language(selection.lang or "en"))
    return content, fingerprint(content)


def _serve_itself(api: FastAPI, open_store: Callable[[], Warehouse]) -> None:
    """What the API says of itself: whether it is well, its description, its reference page."""

    def health() -> dict[str, str]:
        store = open_store()
        store.check()
        if trouble():
            raise DataUnavailable(f"{trouble()} What is served is from before.")
        return {"status": "ok", "data": store.version, "version": __version__}

    def openapi(request: Request) -> JSONResponse:
        return JSONResponse(describe(api, open_store().vocabulary, request))

    def docs(request: Request) -> HTMLResponse:
        described = describe(api, open_store().vocabulary, request)
        return HTMLResponse(reference(described, f"{server(request)}{PREFIX}"))

    offer(api, "/health", health, summary="Whether the data can be read", responses={503: {}})
    offer(api, "/openapi.json", openapi, include_in_schema=False)
    offer(api, "/docs", docs, include_in_schema=False)


async def _unavailable(request: Request, error: DataUnavailable) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 503)


async def _only_reads(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": "Only GET and HEAD."}, 405, {"Allow": "GET, HEAD"})


async def _apologise(request: Request, error: Exception) -> JSONResponse:
    _log.error("A request failed", exc_info=error)
    return JSONResponse({"detail": "The fault is ours and has been logged."}, 500)
