"""By keyboard alone: from the first page to a presentation, and every key that acts on its own."""

import re

from playwright.sync_api import expect

from .visits import expect_address, expect_shell, settle

# What has the focus: that it can be seen, that it is in the window, and that nothing covers it.
_FOCUS = """() => {
  let at = document.activeElement;
  if (!at || at === document.body) return 'nothing has the focus';
  const box = at.getBoundingClientRect();
  const name = `${at.tagName} ${(at.getAttribute('aria-label') || at.textContent).slice(0, 40)}`;
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
    return `${name} is out of sight`;
  for (let e = at, up = 0; e && up < 4; e = e.parentElement, up++) {
    const style = getComputedStyle(e);
    const line = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (line) return '';
  }
  return `${name} does not show that it has the focus`;
}"""
MOST_STOPS = 90


def tab_to(page, wanted, key="Tab"):
    """Press Tab until ``wanted`` has the focus; at every stop the focus is seen."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate_all("all => all.some(e => e.contains(document.activeElement))"):
            return
        page.keyboard.press(key)
        assert page.evaluate(_FOCUS) == ""
    raise AssertionError(f"not reached: {wanted}")


def test_a_journey_without_a_pointer(visit):
    page = visit("/")
    main = page.get_by_role("main")

    # Land: the first stop leads past what is on every page.
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert page.evaluate(_FOCUS) == ""
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    # Filter: back to the bar, an arrow chooses.
    share = page.get_by_role("radiogroup", name="Share of Parties that", exact=True)
    tab_to(page, share, "Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("of="))
    settle(page)
    if not page.url.endswith("of=due"):
        tab_to(page, share.get_by_role("radio", name="were due"))
        page.keyboard.press("Space")
    expect_address(page, "/", "of=due")

    # Article: the number in the chart is a link.
    tab_to(page, page.get_by_role("figure").locator("a", has_text="27").first)
    page.keyboard.press("Enter")
    expect_address(page, "/article", "article=27&of=due")
    expect(page).to_have_title(re.compile("^Article 27 · 2023 cycle · .* · Part V Dashboard$"))

    # Its data as a table, one step below the chart.
    table = main.locator("summary").filter(has_text="The same data as a table").first
    tab_to(page, table)
    page.keyboard.press("Enter")
    expect(main.get_by_role("table").first).to_be_visible()

    # Party: by its name in a list that filters as one types.
    tab_to(page, main.get_by_role("link", name="Parties", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect_address(page, "/parties", "article=27&of=due")
    tab_to(page, page.get_by_role("combobox", name="Profile of a Party"))
    page.keyboard.type("Kenya")
    expect(page.get_by_role("option")).to_have_text(["Kenya (AFR)"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kenya")
    settle(page)

    # Export.
    tab_to(page, main.get_by_role("link", name="Data", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Data")
    settle(page)
    tab_to(page, main.get_by_role("link", name="CSV", exact=True))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")

    # Present, turn, read what the keys do, and back.
    tab_to(page, main.get_by_role("button", name="Present"), "Shift+Tab")
    page.keyboard.press("Enter")
    image = page.locator("picture.slide img")
    expect(image).to_have_count(1)
    settle(page)
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("slide=2"))
    settle(page)
    page.keyboard.press("?")
    keys = page.get_by_test_id("stPopoverBody")
    expect(keys).to_contain_text("blank screen")
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    expect(image).to_have_count(1)
    page.keyboard.press("Escape")
    expect_shell(page)


def test_keys_of_one_letter_can_be_switched_off_and_stay_off(visit):
    page = visit.tab(visit.visitor())
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto("/?present=1")
    settle(page)
    blank = page.locator("div.blank")
    page.keyboard.press("b")
    expect(blank).to_be_visible()
    settle(page)
    page.keyboard.press("b")
    expect(blank).to_have_count(0)
    settle(page)

    # The list is there for the pointer and for Tab, and under "?".
    tab_to(page, page.get_by_role("button", name="Keys"))
    page.keyboard.press("?")
    switch = page.get_by_role("checkbox", name="Single letters and the space bar act as keys")
    expect(switch).to_be_checked()
    tab_to(page, switch)
    page.keyboard.press("Space")
    expect(switch).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(switch).to_have_count(0)

    for place in (2, 3):
        before = len(sent)
        for key in ("b", "q", "f", "r", "c", "p", "?", "Space"):
            page.locator("body").press(key)
        assert len(sent) == before, "no letter asks the server for anything"
        page.locator("body").press("ArrowRight")
        expect(page).to_have_url(re.compile(f"slide={place}"))
        settle(page)
        expect(blank).to_have_count(0)
        page.reload()  # the switch is remembered in this browser
        settle(page)

    tab_to(page, page.get_by_role("button", name="Keys"))
    page.keyboard.press("Enter")
    expect(switch).not_to_be_checked()
    tab_to(page, switch)
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(switch).to_have_count(0)
    before = len(sent)
    for key in ("r", "c"):  # Streamlit's own: run again, clear the cache
        page.locator("body").press(key)
    assert len(sent) == before
    page.locator("body").press("b")
    expect(blank).to_be_visible()


def test_who_wants_less_motion_gets_none(visit):
    page = visit("/", reduced_motion="reduce")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return [s.transitionDuration, s.animationDuration].some(d => parseFloat(d) > 0.001); })"
        ".map(e => e.outerHTML.slice(0, 100))"
    )
    assert moving == []
