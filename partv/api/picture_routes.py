"""Pictures and decks by the API: charts and slides as SVG and PNG, a deck as PowerPoint."""

from collections.abc import Callable, Collection

from fastapi import FastAPI, Request, Response

from partv.address.deck import Deck, View
from partv.address.parameters import CHARTS, Problem
from partv.api.http_cache import NotAccepted, answer, asked, fingerprint, offer, server
from partv.api.openapi import THEMES, files
from partv.data.warehouse import Warehouse
from partv.exhibits.briefing import docx, file_name
from partv.exhibits.catalog import EXHIBITS, PAGES
from partv.exhibits.deck_slides import pptx
from partv.exhibits.picture_files import (
    SIZES,
    picture_png,
    picture_svg,
    place_of,
    slide_png,
    slide_svg,
)
from partv.exports.extract import filters_in_name
from partv.i18n.language import language

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def serve(api: FastAPI, open_store: Callable[[], Warehouse]) -> None:
    """Add the paths of pictures, slides and decks to ``api``."""

    def picture(request: Request, exhibit: str, ending: str) -> Response:
        store = open_store()
        selection = asked(request, store, extra={"paper": THEMES})
        _accepted("exhibit", exhibit, EXHIBITS)
        _accepted("ending", ending, MEDIA_TYPES)
        theme = request.query_params.get("paper", THEMES[0])
        view = View(EXHIBITS[exhibit].page, EXHIBITS[exhibit].seen(selection))
        make = picture_svg if ending == "svg" else picture_png
        lang, link = selection.lang or "en", view.address(server(request))
        content = make(store, exhibit, view.selection, lang, theme, link)
        name = _name(exhibit, view, ending)
        return answer(request, content, MEDIA_TYPES[ending], name, fingerprint(content))

    def slide(request: Request, page: str, ending: str) -> Response:
        store = open_store()
        selection = asked(request, store, extra={"paper": THEMES, "size": tuple(SIZES)})
        _accepted("page", page, CHARTS)
        _accepted("ending", ending, MEDIA_TYPES)
        theme = request.query_params.get("paper", THEMES[0])
        size = request.query_params.get("size", next(iter(SIZES)))
        deck = Deck(page, selection)
        view, lang = deck.shown, selection.lang or "en"
        make = slide_svg if ending == "svg" else slide_png
        link, place = view.address(server(request)), place_of(deck, language(lang))
        content = make(store, view, lang, theme, size, link, place)
        name = _name(f"slide_{view.page}", view, ending)
        return answer(request, content, MEDIA_TYPES[ending], name, fingerprint(content))

    def deck(request: Request) -> Response:
        store = open_store()
        selection = asked(request, store, extra={"page": CHARTS})
        page = request.query_params.get("page", CHARTS[0])
        slides = Deck(page, selection).slides
        content = store.composed(pptx, slides, selection.lang or "en", server(request))
        name = _name("deck", slides[0], "pptx")
        return answer(request, content, PPTX, name, fingerprint(content))

    def briefing_file(request: Request) -> Response:
        store = open_store()
        selection = asked(request, store)
        chosen = PAGES["briefing"].seen(selection)
        link = f"{server(request)}/briefing?{chosen.query_string()}".rstrip("?")
        content = docx(store, chosen, selection.lang or "en", link)
        return answer(request, content, DOCX, file_name(chosen), fingerprint(content))

    for path, make, name, summary, types in (
        (
            "/briefing.docx",
            briefing_file,
            "briefing",
            "A briefing on a Party, on regions or on all Parties, as a Word file",
            [DOCX],
        ),
        (
            "/pictures/{exhibit}.{ending}",
            picture,
            "picture",
            "A chart as a picture, with its title, measure, source and address",
            MEDIA_TYPES.values(),
        ),
        (
            "/slides/{page}.{ending}",
            slide,
            "slide",
            "A slide of a deck, at the size of a screen",
            MEDIA_TYPES.values(),
        ),
        ("/deck.pptx", deck, "deck", "A deck as PowerPoint, with native charts", [PPTX]),
    ):
        offer(
            api,
            path,
            make,
            operation_id=name,
            summary=summary,
            responses=files(types),
            response_class=Response,
        )


def _name(what: str, view: View, ending: str) -> str:
    chosen = view.selection
    return "_".join(["part-v", what, chosen.data, *filters_in_name(chosen)]) + f".{ending}"


def _accepted(name: str, value: str, accepted: Collection[str]) -> None:
    if value not in accepted:
        raise NotAccepted([Problem(name, value, tuple(accepted))], "path")
