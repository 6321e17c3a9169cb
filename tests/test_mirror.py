"""Charts for Arabic: the mirror image of the others, and texts that are read in their order."""

import re
from copy import deepcopy

import pytest

from partv.charts.mirror import directed, from_right, mirrored
from partv.exhibits.catalog import EXHIBITS as REGISTERED
from partv.exports.picture import clear
from partv.i18n.language import language
from partv.svg.figure_svg import Drawing, draw
from partv.text import typeset
from tests.drawn import EXHIBITS, exhibit

FORMS = {"wide": 1120, "large": 1560, "narrow": 360, "slide": 1700}
# An Article's own exhibit is a slide and nothing else.
SLIDES = {"article": {"articles": (27,)}, "article of the demonstration": {"data": "demo"}}

# The first number after which a mark is drawn: the centre of a circle, a corner of another mark.
_MARK = re.compile(r'<(?:circle class="mark" cx="([\d.-]+)"|path class="mark" d="([^"]+)")')


def charts(store, base, lang):
    """Every chart of every exhibit in every form that it has: name, form, dict."""
    for name in EXHIBITS:
        shown = exhibit(name, store, base, lang, "light")
        for form in FORMS:
            if form == "slide" != shown.slide_form:
                continue
            yield name, form, shown.draw(form)
    for name, changes in SLIDES.items():
        selection = base.changed(**{"articles": (27,)} | changes)
        shown = REGISTERED["article"].compose(store, selection, lang, "light")
        yield name, "slide", shown.draw("slide")


@pytest.fixture(scope="module")
def english(store, base):
    """Every chart in English."""
    return list(charts(store, base, "en"))


def middles(drawing: Drawing) -> list[float]:
    """Where the middle of each mark is, from the left, from first to last."""
    found = []
    for round_mark, path in _MARK.findall(drawing.body):
        xs = [float(x) for x in re.findall(r"([\d.-]+) [\d.-]+", path)] or [float(round_mark)]
        found.append((min(xs) + max(xs)) / 2)
    return sorted(found)


def test_every_exhibit_is_among_the_charts():
    makers = {make for make, _ in EXHIBITS.values()}
    assert {kept.compose for key, kept in REGISTERED.items() if key != "article"} == makers


def test_the_mirror_image_of_the_mirror_image_is_the_chart(english):
    for name, form, figure in english:
        before = deepcopy(figure)
        assert mirrored(figure) != figure, (name, form)
        assert mirrored(mirrored(figure)) == before == figure, (name, form)


def test_everything_stands_at_the_other_side_at_the_same_distance(english):
    for name, form, figure in english:
        width = FORMS[form]
        for trace in figure["data"]:  # spaces before a text are on its other side then
            if "text" in trace:
                trace["text"] = [text.strip() for text in trace["text"]]
        there, here = draw(mirrored(figure), width), draw(figure, width)
        told = (name, form)
        assert there.height == here.height, told
        assert middles(there) == pytest.approx(
            sorted(width - x for x in middles(here)), abs=0.02
        ), told
        for label, other in zip(there.labels, here.labels, strict=True):
            assert (label.words, label.top, label.size) == (other.words, other.top, other.size)
            assert label.left == pytest.approx(width - other.right, abs=0.01), (told, label)
        frames = sorted(frame[:3:2] for frame in there.frames)
        # Frames are put on whole pixels.
        expected = sorted((width - right, width - left) for left, _, right, _ in here.frames)
        assert len(frames) == len(expected)
        for frame, other in zip(frames, expected, strict=True):
            assert frame == pytest.approx(other, abs=1.01), told


def test_arabic_marks_stand_at_the_mirrored_places_of_the_english_ones(english, store, base):
    arabic = list(charts(store, base, "ar"))
    assert [chart[:2] for chart in arabic] == [chart[:2] for chart in english]
    for (name, form, figure), (*_, other) in zip(arabic, english, strict=True):
        width = FORMS[form]
        # Slides are drawn as large as there is room, until no two texts touch.
        assert form == "slide" or clear(draw(figure, width)) or not clear(draw(other, width)), name
        sides = [chart["layout"]["margin"] for chart in (figure, other)]
        if (sides[0]["l"], sides[0]["r"]) != (sides[1]["r"], sides[1]["l"]):
            # Margins follow the length of the labels; slides and phones have no room to give away.
            assert form in ("slide", "narrow") or name.startswith(("overview", "cycles"))
            continue
        assert middles(draw(figure, width)) == pytest.approx(
            sorted(width - x for x in middles(draw(other, width))), abs=0.02
        ), (name, form)


def test_the_axis_of_an_arabic_chart_runs_from_right_to_left(store, base):
    drawing = draw(exhibit("cycles", store, base, "ar", "light").draw("wide"), 1120)
    at = {label.words.strip("\u200e"): label for label in drawing.labels}
    ticks = [next(at[words] for words in at if words.replace("\u200e", "") == f"{n}%")
             for n in (0, 25, 50, 75, 100)]  # fmt: skip
    assert [tick.left for tick in ticks] == sorted((tick.left for tick in ticks), reverse=True)
    overview = draw(exhibit("overview", store, base, "ar", "light").draw("wide"), 1120)
    numbers = [label for label in overview.labels if label.words in {str(n) for n in range(20, 32)}]
    assert len(numbers) == 12
    (half,) = [label for label in overview.labels if label.words.startswith("نصف")]
    assert min(label.left for label in numbers) > half.right


def test_a_figure_in_arabic_is_read_from_right_to_left_and_its_parts_are_whole(store, base):
    """By where the glyphs of its digits stand: "39 of 62 (63%)"."""
    say = language("ar")
    text = directed(
        say.text(
            "{count} ({percent})",
            count=say.text("{count} of {whole}", count="39", whole="62"),
            percent=say.percent(63),
        )
    )
    assert text[0] == "\N{RIGHT-TO-LEFT EMBEDDING}"
    assert text[-1] == "\N{POP DIRECTIONAL FORMATTING}"
    words = typeset.printable(text)
    assert words == f"39 من 62 ({say.percent(63)})"
    looks = {typeset.line(((sign, False),)).glyphs[0].number: sign for sign in "0123456789%()"}
    glyphs = typeset.line(((words, False),), rtl=True).glyphs
    seen = sorted((glyph.x, looks[glyph.number]) for glyph in glyphs if glyph.number in looks)
    assert "".join(sign for _, sign in seen) == "(63%)6239"


def test_only_texts_with_arabic_letters_are_turned():
    layout = {
        "margin": {"l": 1, "r": 2}, "hoverlabel": {"align": "left"},
        "xaxis": {"range": [0, 1], "ticktext": ["AFR", "الكل"]}, "yaxis": {"range": [0, 1]},
        "annotations": [
            {"text": "<b>27.domestic</b><br>39/62→40/62", "hovertext": "المادة 27<br>a"}
        ],
    }  # fmt: skip
    trace = {"text": ["FCTC/MOP/4/5", "39 من 62"], "customdata": ["a<br>ب"]}
    turned = from_right({"data": [trace], "layout": layout})
    assert turned["layout"]["xaxis"]["ticktext"] == ["AFR", "\u202bالكل\u202c"]
    (note,) = turned["layout"]["annotations"]
    assert note["text"] == layout["annotations"][0]["text"]
    assert note["hovertext"] == "\u202bالمادة 27\u202c<br>\u200e\u202ba\u202c"
    assert turned["data"][0]["text"] == ["FCTC/MOP/4/5", "\u202b39 من 62\u202c"]
    assert turned["data"][0]["customdata"] == ["\u202ba\u202c<br>\u200e\u202bب\u202c"]
    assert turned["layout"]["meta"] == {"direction": "rtl"}


def test_languages_from_left_to_right_are_left_as_they_are(store, base):
    for lang in ("en", "zh", "ru"):
        shown = exhibit("overview", store, base, lang, "light")
        assert "meta" not in shown.draw("wide")["layout"]
        margin = shown.figures["wide"].to_dict()["layout"]["margin"]
        assert margin["l"] > margin["r"]
    shown = exhibit("overview", store, base, "ar", "light")
    margin = shown.figures["wide"].to_dict()["layout"]["margin"]
    assert margin["l"] < margin["r"]
    # The stamp is turned with the chart that it stands in.
    stamped = exhibit("regions", store, base, "ar", "light")
    (stamp,) = [
        note for note in stamped.figures["wide"].to_dict()["layout"]["annotations"]
        if stamped.stamp in note["text"]
    ]  # fmt: skip
    assert (stamp["x"], stamp["xanchor"]) == (1, "right")
