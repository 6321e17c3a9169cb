"""Visits to the dashboard: pages of a real browser, and all that they asked for."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Locator,
    Page,
    TimeoutError,
    expect,
)

LAPTOP = {"width": 1440, "height": 900}

# The page is at rest: its script has ended, its fonts are there, nothing is stale or on its way,
# every chart in sight is drawn as wide as its place, and nothing that can be read has changed or
# moved between two looks.
_AT_REST = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (app.dataset.testScriptState !== 'notRunning') return false;
  if (document.fonts.status !== 'loaded') return false;
  if (document.querySelector('[data-stale=true], [data-testid=stSkeleton]')) return false;
  if (document.getAnimations().some(a => a.effect.getComputedTiming().endTime < Infinity))
    return false;
  // Where a chart is about to be drawn there is none yet.
  const exhibits = [...document.querySelectorAll('[class*="st-key-exhibit-"]')];
  if (!exhibits.every(e => e.querySelector('[role=figure]'))) return false;
  const charts = [...document.querySelectorAll('[role=figure]')].filter(c => c.checkVisibility());
  const width = e => e.getBoundingClientRect().width;
  const drawn = c => c.querySelector('svg.main-svg text')
    && Math.abs(width(c) - width(c.querySelector('svg.main-svg'))) < 2;
  if (!charts.every(drawn)) return false;
  const places = charts.flatMap(c => [...c.querySelectorAll('svg text')])
    .map(e => e.getBoundingClientRect().x);
  const words = document.querySelector('main, [role=main]').innerText;
  const now = [location.href, words, document.body.scrollHeight, ...places].join();
  const before = window.lastLook;
  window.lastLook = now;
  return now === before;
}"""

# Where the page believes to be: its title, and the settings that its links carry on.
_TOLD = """() => document.title + [...document.querySelectorAll('main a, [role=main] a')]
  .map(e => e.getAttribute('href')).filter(to => /^(about|article)/.test(to))"""

# Where no test looks.
_ELSEWHERE = "/about?cycle=2020&region=SEAR&of=answered"

# Everything by which two views can differ: the words in sight, the charts' alt texts, what is
# chosen, and the address.
_VIEW = """() => {
  const main = document.querySelector('main, [role=main]');
  const shown = query => [...main.querySelectorAll(query)].filter(e => e.checkVisibility());
  return {
    address: location.pathname + location.search,
    title: document.title,
    text: main.innerText.split(/\\s*\\n\\s*/),
    charts: shown('[role=figure]').map(e => e.getAttribute('aria-label')),
    chosen: shown('[aria-pressed=true], [aria-checked=true], input:checked')
      .map(e => (e.closest('label') || e).innerText),
  };
}"""


class Contexts:
    """Browser contexts that are used again: what they forget is all but the files they loaded.

    In each a tab stays open at the server: a page in a window of its own costs 15 % more, and with
    the flags of ``conftest.py`` a page that has company of its own site finds its scripts compiled,
    which is a third of the work of opening it.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)

    def fresh(self, options: dict) -> BrowserContext:
        """One that has loaded nothing yet."""
        return self._browser.new_context(**options)

    def take(self, options: dict) -> BrowserContext:
        """One with these options that nobody has now, without a trace of who had it before."""
        free = self._free[json.dumps(options, sort_keys=True)]
        if free:
            return free.pop()
        context = self.fresh(options)
        context.new_page().goto("/_stcore/health")
        return context

    def give_back(self, context: BrowserContext, options: dict) -> None:
        """Close its pages and let it forget them."""
        for page in context.pages[1:]:
            with suppress(Error):  # a page that has crashed, or shows none of our addresses
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.close()
        context.clear_cookies()
        self._free[json.dumps(options, sort_keys=True)].append(context)


contexts_of = cache(Contexts)
"""Those of a browser."""


class Visits:
    """Opens pages of one server, each as a new visitor, and keeps a record of what they do."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.pages: list[Page] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.complaints: list[str] = []
        """What the browser's console says of errors and warnings, and what no one caught."""
        self._contexts = contexts_of(browser)
        self._used: list[tuple[BrowserContext, dict | None]] = []
        self._heard = {
            "request": lambda request: self.requests.append(request.url),
            "console": self._hear,
            "weberror": lambda error: self.complaints.append(f"uncaught: {error.error}"),
            "dialog": self._dismiss,
        }

    def __call__(self, address: str, **options) -> Page:
        """A new visitor opens an address; ``options`` are the browser context's."""
        options = self._options(options)
        # Whoever closed all pages has left, and the next one finds the scripts compiled.
        self._leave(used for used in self._used if used[1] is not None and not used[0].pages[1:])
        page = self.tab(self._listen(self._contexts.take(options), options))
        page.goto(address)
        settle(page)
        return page

    def visitor(self, **options) -> BrowserContext:
        """A new visitor, who has opened nothing yet and whose browser has kept no file."""
        return self._listen(self._contexts.fresh(self._options(options)), None)

    def _options(self, options: dict) -> dict:
        return {"base_url": self.url, "viewport": LAPTOP, "locale": "en-GB"} | options

    def _listen(self, context: BrowserContext, options: dict | None) -> BrowserContext:
        context.set_default_timeout(20_000)
        for event, heard in self._heard.items():
            context.on(event, heard)
        self._used.append((context, options))
        return context

    def tab(self, context: BrowserContext) -> Page:
        """Another tab, empty, of a visitor."""
        page = context.new_page()
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.pages.append(page)
        return page

    def strangers(self) -> list[str]:
        """Requests to any other place than this server."""
        home = urlsplit(self.url).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != home
        ]

    def save(self, folder: Path) -> None:
        """Leave screenshots, page texts and the console for whoever asks why a test failed."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"server  {self.url}", *self.complaints]
        for number, page in enumerate(self.pages, 1):
            lines.append(f"page {number}  {page.url}")
            with suppress(Error):  # a page that is closed or has crashed
                page.screenshot(path=folder / f"page-{number}.png", full_page=True)
                (folder / f"page-{number}.html").write_text(page.content(), "utf-8")
        (folder / "console.txt").write_text("\n".join(lines) + "\n", "utf-8")

    def close(self) -> None:
        """Every visitor leaves; whatever went wrong unseen comes to light."""
        self._leave(self._used)

    def _leave(self, visitors: Iterable[tuple[BrowserContext, dict | None]]) -> None:
        for context, options in list(visitors):
            if options is None:
                context.close()
            else:
                self._contexts.give_back(context, options)
            for event, heard in self._heard.items():
                context.remove_listener(event, heard)
            self._used.remove((context, options))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            place = message.location.get("url", "")
            # Streamlit's own: when one run cuts off another, a download button that is about to
            # be replaced asks for a file that is already gone. Nobody can click it.
            if "/media/" in place or "Download Button source error" in message.text:
                return
            self.complaints.append(f"{message.type}: {message.text} ({place})")

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


class Looks:
    """Pages that stay open from test to test and go from address to address, see ``turn_to``.

    For tests that look at a view or go on from it by links, and leave nothing behind in the visit:
    no upload, no keys switched off.
    """

    def __init__(self, visits: Visits) -> None:
        self.visits = visits
        self._pages: dict[str, Page] = {}

    def __call__(self, address: str, **options) -> Page:
        """The page at an address, in a window as it is opened; one page for each language, which
        only a loaded page changes, and for each ``options``."""
        language = dict(parse_qsl(urlsplit(address).query)).get("lang")
        name = json.dumps([language, options], sort_keys=True)
        page = self._pages.get(name)
        if page is None or page.is_closed():
            page = self._pages[name] = self.visits(address, **options)
            return page
        page.mouse.move(0, 0)
        page.emulate_media(color_scheme=options.get("color_scheme", "light"))
        page.set_viewport_size(options.get("viewport", LAPTOP))
        opened = page.locator("details[open]").count()
        if opened or page.url.endswith(address):
            turn_to(page, _ELSEWHERE)
        return turn_to(page, address)

    def forget(self) -> None:
        """Close all pages: whoever looks next opens another."""
        for page in self._pages.values():
            page.close()


def settle(page: Page) -> None:
    """Wait until the page is at rest."""
    page.wait_for_function(_AT_REST, polling=100)


def turn_to(page: Page, address: str) -> Page:
    """Go to another page or other settings as Back and Forward do, in the page as it is: a third of
    the work of loading it anew, and the same view (``test_navigation.py``)."""
    before = page.evaluate(_TOLD)
    page.evaluate(
        """address => {
          history.pushState({}, '', address);
          dispatchEvent(new PopStateEvent('popstate', {state: {}}));
        }""",
        address,
    )
    # Until its script runs, a page at rest is the one of the address before.
    page.wait_for_function(f"before => ({_TOLD})() !== before", arg=before, polling=50)
    settle(page)
    return page


def view(page: Page) -> dict:
    """What a visitor sees on a page at rest, to be compared."""
    settle(page)
    return page.evaluate(_VIEW)


def expect_view(page: Page, wanted: dict) -> None:
    """Wait until a visitor sees ``wanted``, which ``view`` has answered before."""
    same = f"wanted => JSON.stringify(({_VIEW})()) === JSON.stringify(wanted)"
    with suppress(TimeoutError):  # the comparison below says what is different
        page.wait_for_function(same, arg=wanted, polling=100, timeout=10_000)
    assert view(page) == wanted


def query(page: Page) -> list[tuple[str, str]]:
    """The settings in a page's address."""
    return parse_qsl(urlsplit(page.url).query, keep_blank_values=True)


def expect_address(page: Page, path: str, settings: str = "") -> None:
    """Wait for the address ``path?settings``, and for the page to come to rest."""
    end = re.escape(f"{path}?{settings}" if settings else path)
    expect(page).to_have_url(re.compile(rf"^http://localhost:\d+{end}$"))
    settle(page)


def expect_choice(page: Page, settings: str) -> None:
    """The page understood these settings and no others: they are what its links carry on."""
    link = page.get_by_role("main").locator("a:is([href='article'], [href^='article?'])").first
    expect(link).to_have_attribute("href", f"article?{settings}" if settings else "article")


def expect_shell(page: Page) -> None:
    """The page has what every page has, one title of its own, and nothing broken."""
    main = page.get_by_role("main")
    for path in ("", "article", "about"):
        link = main.locator(f"a:is([href='{path}'], [href^='{path}?'])").first
        expect(link).to_be_visible()
    expect(main.get_by_role("heading", level=1)).to_have_count(1)
    expect(main.locator(".st-key-foot")).to_be_visible()
    expect_no_fault(page)


def expect_no_fault(page: Page) -> None:
    """No traceback, no apology, no page of Streamlit's own."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(
        re.compile("Traceback|Page not found|could not be drawn")
    )


def chart(page: Page) -> Locator:
    """The one chart in sight."""
    return page.get_by_role("figure")


def filters(page: Page) -> "Filters":
    """The filter bar of a page."""
    return Filters(page)


class Filters:
    """The filter bar, by the names that a visitor reads."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def cycle(self, cycle: int) -> Locator:
        return self._radio("Cycle", str(cycle))

    def region(self, code: str) -> Locator:
        return self._page.get_by_role("toolbar", name="WHO region").get_by_role(
            "button", name=code, exact=True
        )

    def of(self, name: str) -> Locator:
        return self._radio("Share of Parties that", name)

    def order(self, name: str) -> Locator:
        return self._radio("Order", name)

    def article(self, article: int) -> Locator:
        """The Article in the row of the Article page."""
        return self._radio("Article", str(article))

    def choose_articles(self, *articles: int) -> None:
        """Add Articles in the list of the Overview."""
        box = self._page.get_by_role("combobox", name="Articles")
        for article in articles:
            # By keyboard: a redraw may put another list under the pointer.
            box.fill(str(article))
            expect(self._page.get_by_role("option")).to_have_text([str(article)])
            box.press("Enter")
            expect(self._page).to_have_url(re.compile(rf"[?&]article={article}\b"))
            settle(self._page)
        self._page.keyboard.press("Escape")

    def _radio(self, group: str, name: str) -> Locator:
        group = self._page.get_by_role("radiogroup", name=group, exact=True)
        return group.get_by_role("radio", name=name, exact=True)
