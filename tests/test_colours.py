"""Text can be read, and marks that mean different things are told apart, by whoever looks."""

import re
import tomllib
from itertools import combinations

import pytest

from partv.charts.marks import MARKS
from partv.charts.theme import LIGHT, PALETTES
from partv.paths import ROOT
from partv.ui import style
from tests.colours import SIGHT, apart, ciede2000, contrast
from tests.drawn import exhibit

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
TEXT = 7
"""The least contrast of text with what it stands on (WCAG 1.4.6)."""
MARK = 3
"""The least contrast of a mark that says something with its paper (WCAG 1.4.11)."""
APART = 10
"""The least difference (CIEDE2000) of two colours that stand for different things by themselves."""

THEMES = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        # From the test data that Sharma, Wu and Dalal publish with the formula.
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_differences_are_those_of_the_published_test_data(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=1e-4)
    assert ciede2000(other, one) == pytest.approx(difference, abs=1e-4)


def test_the_simulation_knows_what_is_mixed_up():
    """The red and green that everybody warns of; blue and yellow stay apart for these two."""
    for sight in ("protanopia", "deuteranopia"):
        assert apart("#c8552b", "#6f7a1e", sight) < apart("#c8552b", "#6f7a1e") / 2
        assert apart("#0000ff", "#ffff00", sight) > 50
    for sight in SIGHT:
        assert apart("#808080", "#808080", sight) == 0
        assert apart("#000000", "#ffffff", sight) == pytest.approx(100, abs=0.1)


@THEMES
def test_text_of_charts_is_seven_to_one(palette):
    pairs = {
        "text": (palette.text, palette.background),
        "muted": (palette.muted, palette.background),
        "second": (palette.second, palette.background),
        "tile": (palette.text, palette.grid),
    } | {f"class {place}": pair for place, pair in enumerate(palette.scale, 1)}
    assert {name: round(contrast(*pair), 2) for name, pair in pairs.items()
            if contrast(*pair) < TEXT} == {}  # fmt: skip


@THEMES
def test_marks_stand_out_from_their_paper(palette):
    for color in (palette.accent, palette.second, palette.muted, palette.text):
        assert contrast(color, palette.background) >= MARK


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_of_pages_is_seven_to_one_on_both_grounds(mode):
    theme = THEME[mode]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        for ink in ("textColor", "linkColor", "primaryColor"):
            assert contrast(theme[ink], theme[ground]) >= TEXT, (ink, ground)
        assert contrast(theme["borderColor"], theme["backgroundColor"]) >= MARK


def test_charts_and_pages_are_on_one_paper():
    for name, palette in PALETTES.items():
        assert palette.background == THEME[name]["backgroundColor"]
        assert palette.text == THEME[name]["textColor"]


def test_style_sets_no_colour_of_text_that_was_not_looked_at():
    """Inherited, or black on white: whatever else comes must be measured here."""
    css = style.sheet("page", "print", "rtl", "present")
    inks = re.findall(r"(?<![\w-])color:\s*([^;}!]+?)\s*(?:!important)?[;}]", css)
    chip = "var(--st-background-color, Canvas)"  # the page's ground on the primary colour
    paper = LIGHT.text  # on white
    forced = "HighlightText"  # on Highlight, both of the system
    assert set(inks) <= {"inherit", "#000", chip, paper, forced}
    assert "background: #fff; color: #000" in css
    assert f"[data-tag], [data-tag] * {{ color: {chip} !important; }}" in css
    for name in ("light", "dark"):
        ground, primary = THEME[name]["backgroundColor"], THEME[name]["primaryColor"]
        assert contrast(ground, primary) >= 7, name


# What means different things, chart by chart ------------------------------------------------------


@THEMES
@pytest.mark.parametrize("sight", SIGHT)
def test_colours_that_stand_alone_are_apart(palette, sight):
    """Where nothing but the colour of a mark or a fill differs, before its label is read."""
    scale = [fill for fill, _ in palette.scale]
    pairs = {
        # Tiles: Parties of the chosen regions, and the others.
        "tile chosen, not chosen": (scale[-1], palette.grid),
        # Dots and dumbbells: printed is filled, computed is open.
        "filled, open": (palette.accent, palette.background),
        "filled second, open": (palette.second, palette.background),
        # Dots: the range of silent Parties on the track.
        "range, track": (palette.accent, palette.track),
    }
    found = {name: round(apart(*pair, sight), 1) for name, pair in pairs.items()}
    assert {name: value for name, value in found.items() if value < APART} == {}


@THEMES
@pytest.mark.parametrize("sight", SIGHT)
def test_the_scale_goes_one_way_for_every_sight(palette, sight):
    """Each class is further from the paper than the one before, and apart from it.

    The first steps are smaller than ``APART``: in the heat map every cell says its figure.
    """
    fills = [fill for fill, _ in palette.scale]
    away = [apart(fill, palette.background, sight) for fill in fills]
    assert away == sorted(away)
    for one, other in combinations(fills, 2):
        assert apart(one, other, sight) >= 4, (one, other)


def test_what_shares_a_colour_has_a_shape_of_its_own():
    """Statuses (matrix, roster, wall, units) differ in shape."""
    symbols = [symbol for symbol, _ in MARKS.values()]
    signs = [sign for _, sign in MARKS.values()]
    assert len(set(symbols)) == len(set(signs)) == len(MARKS)


@pytest.mark.parametrize("form", ["wide", "narrow", "slide"])
@pytest.mark.parametrize("theme", PALETTES)
def test_the_heat_map_has_a_key_that_is_right_on_its_paper(store, base, theme, form):
    """Five swatches with their limits, low to high: words such as "darker" are wrong on one."""
    shown = exhibit("regions", store, base, "en", theme)
    layout = shown.draw(form)["layout"]
    limits = ["0–20%", "20–40%", "40–60%", "60–80%", "80–100%"]
    key = [note for note in layout["annotations"] if note["text"] in limits]
    assert [note["text"] for note in sorted(key, key=lambda note: note["x"])] == limits
    for note, (fill, ink) in zip(key, PALETTES[theme].scale, strict=True):
        (swatch,) = [
            shape["fillcolor"] for shape in layout["shapes"]
            if shape["x0"] < note["x"] < shape["x1"] and shape["y0"] < note["y"] < shape["y1"]
        ]  # fmt: skip
        assert (swatch, note["font"]["color"]) == (fill, ink)

    said = " ".join(shown.marks)
    assert not re.search("dark|light|colou?r|blue", said)
