"""Slides: what was given is what stands in the file, natively, and office programs open it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Pt

from partv.charts.theme import LIGHT
from partv.exports.office.compose import alternative
from partv.exports.office.office_text import cut, lines, plain, width
from partv.exports.office.paging import evenly, paged
from partv.exports.office.pptx import to_pptx
from partv.exports.office.slide_content import (
    BarRow,
    Bars,
    Block,
    Blocks,
    Cell,
    DeckFacts,
    Grid,
    Kind,
    PairRow,
    Pairs,
    Slide,
    Stack,
    StackRow,
    Value,
    Words,
)
from tests.office import HOSTILE, faults, pages, parts

STAMP = "Demonstration: invented Parties, not real data"
LINK = "https://dashboard.example.org/?data=demo&cycle=2023&region=AFR&region=EUR"
FACTS = DeckFacts("Part V in the 2023 cycle", "Unofficial, not endorsed by WHO.", "en")
ARABIC = DeckFacts("الجزء الخامس", "غير رسمي", "ar", "rtl")
CHINESE = DeckFacts("第五部分", "非官方", "zh")
BARS = Bars(
    [
        BarRow("27 Coordination between domestic agencies", 62.9, "39 of 62 (63%)", 57.4, 66.2),
        BarRow("24 Arrangements to investigate", None, "Words only, no number"),
        BarRow("30 Use of the Protocol for extradition", 4.8, "3 of 62 (5%)", 4.4, None),
    ],
    "Reported the measure",
    "Reporting Parties",
    "Lowest",
    "Highest",
)
STACK = Stack(
    [Kind("yes", "Yes"), Kind("no", "No"), Kind("not_reported", "Not reported"),
     Kind("not_due", "Not due")],
    [StackRow("Article 21", [39, 10, 6, 0]), StackRow("Article 27", [0, 44, 1, 0])],
)  # fmt: skip
BLOCKS = Blocks(
    [Kind("yes", "Yes"), Kind("no", "No"), Kind("not_reported", "Not reported")],
    [
        Block("Coordination between domestic agencies", "39 of 62", "63%", counts=[39, 23, 4]),
        Block("Coordination abroad", "24‡ of 62", "39%", counts=[24, 38, 4]),
        Block("Areas of cooperation", "Words only, no number", statement="Law enforcement."),
    ],
)
GRID = Grid(
    "Indicator",
    ["AFR", "EUR"],
    [("Article 21", [Cell("12 of 21 (57%)", 2), Cell("3 of 7")]), ("Article 27", [Cell("–")] * 2)],
    LIGHT.scale,
)
BEFORE, AFTER, NONE = (
    Value(50.0, "30 of 60 (50%)"),
    Value(62.9, "39 of 62 (63%)"),
    Value(None, "No figure"),
)
PAIRS = Pairs(
    [
        PairRow("Article 21", (BEFORE, AFTER), (Value(48.8, "20 of 41 (49%)"), AFTER)),
        PairRow("Article 27", (NONE, AFTER)),
    ],
    ("2020", "2023"),
    "All reporting Parties",
    "The same 41 Parties",
)
WORDS = Words(["Article 25: no indicator is published.", "Article 31: told in words only."])
KINDS = {
    "bars": BARS, "stack": STACK, "grid": GRID, "pairs": PAIRS, "words": WORDS, "blocks": BLOCKS
}  # fmt: skip
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def slide(chart, title="39 of 62 reporting Parties coordinate", **more):
    given = {
        "subtitle": "Parties that reported each measure, 2023 cycle",
        "notes": ["† The report prints 36%.", "Thin line: lowest to highest."],
        "source": "FCTC/MOP/4/5, paragraph 5",
        "link": LINK,
        "speaker_notes": ["Definition: answered Yes.", "Denominator: Parties that reported."],
    }
    return Slide(title, chart=chart, **(given | more))


def opened(content):
    return Presentation(io.BytesIO(content))


def deck(*slides, facts=FACTS):
    return opened(to_pptx(slides, facts))


def charts(page):
    return [shape.chart for shape in page.shapes if shape.has_chart]


def tables(page):
    return [shape.table for shape in page.shapes if shape.has_table]


def labels(series):
    """The words at each point of a series; None where there are none."""
    found = {}
    for label in series._element.iter(f"{C}dLbl"):
        words = "".join(run.text for run in label.iter(f"{A}t"))
        found[int(label.find(f"{C}idx").get("val"))] = words or None
    return [found.get(index) for index in range(len(series.values))]


def sheet(chart):
    return load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def words(page):
    return "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


@pytest.fixture(scope="module")
def every():
    """All kinds, with a stamp, and one more without."""
    slides = [slide(chart, f"The finding of {name}", stamp=STAMP) for name, chart in KINDS.items()]
    return to_pptx([*slides, slide(BARS, "Without a stamp")], FACTS)


SEVENTEEN = [
    BarRow(f"{n} A measure of this Article that takes a while to say", n, f"{n} of 62 ({n}%)")
    for n in range(20, 37)
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The text of each page that LibreOffice makes of the kinds and of seventeen rows."""
    slides = [slide(chart, f"The finding of {name}", stamp=STAMP) for name, chart in KINDS.items()]
    slides.append(slide(Bars(SEVENTEEN, "Reported", "Reporting Parties"), "Seventeen rows"))
    return pages(to_pptx(slides, FACTS), tmp_path_factory.mktemp("slides"), ".pptx")


def test_every_slide_has_its_title_and_subtitle_in_placeholders_and_its_notes(every):
    made = opened(every).slides
    titles = [f"The finding of {name}" for name in KINDS] + ["Without a stamp"]
    assert [page.shapes.title.text_frame.text for page in made] == titles
    for page in made:
        kinds = [place.placeholder_format.type for place in page.placeholders]
        assert kinds[0] == PP_PLACEHOLDER.TITLE
        assert {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER} <= set(
            kinds
        )
        assert page.notes_slide.notes_text_frame.text.split("\n") == [
            "Definition: answered Yes.",
            "Denominator: Parties that reported.",
        ]


def test_every_slide_says_source_status_and_address_and_links_to_it(every):
    for page in opened(every).slides:
        for text in ("FCTC/MOP/4/5, paragraph 5", FACTS.unofficial, LINK):
            assert text in words(page)
        (link,) = [rel for rel in page.part.rels.values() if rel.is_external]
        assert link.target_ref == LINK


def test_the_stamp_is_bold_in_a_dashed_frame_on_every_page_that_has_it_and_on_no_other():
    rows = [BarRow(f"Article {number}", 50, "31 of 62 (50%)") for number in range(40)]
    made = deck(slide(Bars(rows, "a", "b"), stamp=STAMP), slide(BARS)).slides
    assert len(made) > 3
    for page in list(made)[:-1]:
        (stamp,) = [shape for shape in page.shapes if shape.name == "Stamp"]
        assert stamp.text_frame.text == STAMP
        (run,) = stamp.text_frame.paragraphs[0].runs
        assert run.font.bold
        assert run.font.size >= Pt(18)
        assert stamp._element.find(f".//{A}prstDash").get("val") == "dash"
    assert not [shape for shape in made[-1].shapes if shape.name == "Stamp"]


def test_bars_are_a_native_chart_of_the_rates_with_their_figures():
    (chart,) = charts(deck(slide(BARS)).slides[0])
    assert list(chart.plots[0].categories) == [row.label for row in BARS.rows]
    track, rates = chart.series
    assert (track.name, rates.name) == ("Reporting Parties", "Reported the measure")
    assert list(rates.values) == [62.9, None, 4.8]
    assert labels(track) == ["39 of 62 (63%)", "Words only, no number", "3 of 62 (5%)"]
    axis = chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (0, 100)
    assert axis.tick_labels.number_format == '0"%"'


def test_a_row_without_a_number_is_hollow_and_the_others_are_not():
    (chart,) = charts(deck(slide(BARS)).slides[0])
    hollow = [
        int(point.find(f"{C}idx").get("val")) for point in chart.series[0]._element.iter(f"{C}dPt")
    ]
    assert hollow == [1]


def test_the_thin_line_reaches_from_low_to_high_and_stands_in_the_workbook():
    (chart,) = charts(deck(slide(BARS)).slides[0])
    bars = chart.series[1]._element.find(f"{C}errBars")

    def reach(side):
        cells = bars.find(f"{C}{side}")
        return {
            int(point.get("idx")): float(point.find(f"{C}v").text) for point in cells.iter(f"{C}pt")
        }

    assert reach("minus") == pytest.approx({0: 62.9 - 57.4, 2: 4.8 - 4.4})
    # Where the upper end is not known the line ends at the rate.
    assert reach("plus") == pytest.approx({0: 66.2 - 62.9, 2: 0})
    rows = list(sheet(chart).iter_rows(values_only=True))
    assert rows[0][3:6] == ("Reported the measure", "Lowest", "Highest")
    assert [row[0] for row in rows[1:]] == [row.label for row in BARS.rows]
    assert [row[3:6] for row in rows[1:]] == [
        (62.9, 57.4, 66.2),
        (None, None, None),
        (4.8, 4.4, 4.8),
    ]


def test_every_reference_of_a_chart_leads_to_the_cells_that_it_shows(every):
    for page in opened(every).slides:
        for chart in charts(page):
            cells = sheet(chart)
            for reference in chart.part._element.iter(f"{C}f"):
                place = reference.text.split("!")[1].replace("$", "")
                found = cells[place]
                found = (
                    [row[0].value for row in found] if isinstance(found, tuple) else [found.value]
                )
                cache = {
                    int(point.get("idx")): point.find(f"{C}v").text
                    for point in reference.getparent().iter(f"{C}pt")
                }
                for index, value in enumerate(found):
                    if isinstance(value, int | float):
                        assert float(cache[index]) == pytest.approx(value)
                    elif value is not None and reference.getparent().tag == f"{C}strRef":
                        assert cache[index] == value


def test_a_stack_is_the_counts_by_kind_each_with_a_look_of_its_own():
    (chart,) = charts(deck(slide(STACK)).slides[0])
    assert {series.name: list(series.values) for series in chart.series} == {
        "Yes": [39, 0],
        "No": [10, 44],
        "Not reported": [6, 1],
    }
    looks = [
        (series._element.find(f"{C}spPr").find(f".//{A}pattFill") is not None,
         series._element.find(f"{C}spPr").find(f".//{A}srgbClr").get("val"))
        for series in chart.series
    ]  # fmt: skip
    assert len(set(looks)) == 3
    assert chart.has_legend
    assert labels(chart.series[0]) == ["39", None]
    # A count that its bar has no room for is not squeezed in.
    assert labels(chart.series[2])[1] is None


def test_all_kinds_of_answers_differ_in_lightness_or_pattern():
    from partv.exports.office.forms import KINDS as LOOKS

    def lightness(value):
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        return round((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255, 1)

    seen = {
        (look.pattern, look.dash, bool(look.line), lightness(look.fill))
        for look, _ in LOOKS.values()
    }
    assert len(seen) == len(LOOKS) == 8


def test_a_grid_is_a_native_table_with_the_colours_given():
    (table,) = tables(deck(slide(GRID)).slides[0])
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [
        ["Indicator", "AFR", "EUR"],
        ["Article 21", "12 of 21 (57%)", "3 of 7"],
        ["Article 27", "–", "–"],
    ]
    assert table.first_row
    assert table.first_col
    shaded, bare = table.cell(1, 1), table.cell(1, 2)
    assert f"#{shaded.fill.fore_color.rgb}".lower() == LIGHT.scale[2][0]
    (run,) = shaded.text_frame.paragraphs[0].runs
    assert f"#{run.font.color.rgb}".lower() == LIGHT.scale[2][1]
    assert bare._tc.find(f"{A}tcPr").find(f"{A}noFill") is not None


def test_pairs_are_two_charts_of_two_cycles_with_their_figures():
    everyone, same = charts(deck(slide(PAIRS)).slides[0])
    assert everyone.chart_title.text_frame.text == "All reporting Parties"
    assert same.chart_title.text_frame.text == "The same 41 Parties"
    before, after = everyone.series
    assert (before.name, after.name) == ("2020", "2023")
    assert labels(before) == ["30 of 60 (50%)", "No figure"]
    assert labels(after) == ["39 of 62 (63%)", "39 of 62 (63%)"]
    assert list(after.values) == [62.9, 62.9]
    # A figure that is not known is no zero: the workbook has the words in its place.
    assert sheet(everyone)["B3"].value == "No figure"
    # Nothing is known of the same Parties: nothing is drawn, nothing is said.
    assert list(same.series[0].values) == [48.8, None]
    assert labels(same.series[0]) == ["20 of 41 (49%)", None]


def test_cycles_that_do_not_compare_are_set_apart_and_say_so():
    apart = Pairs(
        PAIRS.rows,
        ("2023", "2025"),
        "All",
        "Same",
        comparable=False,
        series_break="Series break: no comparison.",
    )
    page = deck(slide(apart)).slides[0]
    assert "Series break: no comparison." in words(page)
    for chart in charts(page):
        before, after = chart.series
        assert before._element.find(f"{C}spPr").find(f"{A}pattFill") is not None
        assert after._element.find(f"{C}spPr").find(f"{A}pattFill") is None
        assert not list(chart.part._element.iter(f"{C}serLines", f"{C}lineChart"))
    together = deck(slide(PAIRS)).slides[0]
    assert "Series break" not in words(together)


def test_pairs_without_the_same_parties_are_one_chart():
    alone = Pairs([PairRow("Article 21", (BEFORE, AFTER))], ("2020", "2023"), "All", "Same")
    assert len(charts(deck(slide(alone)).slides[0])) == 1


def measures(page):
    """The texts of the blocks, each a list of its paragraphs."""
    shapes = [shape for shape in page.shapes if shape.name == "Measure"]
    return [[line.text for line in shape.text_frame.paragraphs] for shape in shapes]


def figure_size(page):
    """The size of the largest text of a block, in points."""
    shapes = [shape for shape in page.shapes if shape.name == "Measure"]
    return max(r.font.size.pt for s in shapes for p in s.text_frame.paragraphs for r in p.runs)


def test_blocks_are_figures_in_large_type_each_beside_a_native_bar_of_all_parties():
    page = deck(slide(BLOCKS)).slides[0]
    assert measures(page) == [
        ["Coordination between domestic agencies", "39 of 62  63%"],
        ["Coordination abroad", "24‡ of 62  39%"],
        ["Areas of cooperation", "Words only, no number"],
    ]
    first, second = charts(page)
    assert {s.name: list(s.values) for s in first.series} == {
        "Yes": [39], "No": [23], "Not reported": [4]
    }  # fmt: skip
    assert [list(s.values) for s in second.series] == [[24], [38], [4]]
    # One scale, so that the bars compare, and one legend for both.
    assert {chart.value_axis.maximum_scale for chart in (first, second)} == {66}
    assert (first.has_legend, second.has_legend) == (True, False)
    assert labels(first.series[1]) == ["23"]
    (told,) = [shape for shape in page.shapes if shape.name == "Statement"]
    assert told.text_frame.text == "Law enforcement."


def test_a_slide_of_one_measure_uses_its_room():
    one = Blocks(BLOCKS.kinds, BLOCKS.rows[:1])
    for facts in (FACTS, ARABIC, CHINESE):
        made = deck(slide(one, stamp=STAMP), facts=facts)
        page = made.slides[0]
        assert figure_size(page) >= 60
        (frame,) = [shape for shape in page.shapes if shape.has_chart]
        (words_beside,) = [shape for shape in page.shapes if shape.name == "Measure"]
        assert frame.height > 0.4 * made.slide_height
        assert frame.width > 0.5 * made.slide_width
        bar = frame.chart.plots[0]
        (plot,) = frame.chart.part._element.iter(f"{C}plotArea")
        high = frame.height * float(plot.find(f".//{C}h").get("val"))
        assert Pt(60) < high / (1 + bar.gap_width / 100)
        leading_side = words_beside.left < frame.left
        assert leading_side == (facts is not ARABIC)


def test_words_of_a_measure_without_a_figure_are_large():
    told = "Very few Parties gave information, so no seizure pattern could be determined."
    quote = Blocks([], [Block("Quantity and quality of seizures", "Words only", "", told)])
    page = deck(slide(quote)).slides[0]
    (content,) = [p for p in page.placeholders if p.placeholder_format.idx == 1]
    heading, words_below = content.text_frame.paragraphs
    assert heading.text == "Quantity and quality of seizures · Words only"
    assert words_below.text == told
    assert words_below.runs[0].font.size >= Pt(32)
    bare = Blocks([], [Block("Seizures", "Free text, not counted")])
    (content,) = [p for p in deck(slide(bare)).slides[0].placeholders
                  if p.placeholder_format.idx == 1]  # fmt: skip
    assert content.text_frame.text.split("\n") == ["Seizures", "Free text, not counted"]


def test_words_are_paragraphs_of_the_content():
    page = deck(slide(WORDS)).slides[0]
    (content,) = [p for p in page.placeholders if p.placeholder_format.idx == 1]
    assert content.text_frame.text.split("\n") == WORDS.statements


@pytest.mark.parametrize("name", KINDS)
def test_more_rows_than_can_be_read_go_on_over_numbered_slides_and_none_is_lost(name):
    numbers = range(1, 41)
    many = {
        "bars": Bars([BarRow(f"Row {n}", n, f"{n} of 62 ({n}%)") for n in numbers], "a", "b"),
        "stack": Stack([Kind("yes", "Yes")], [StackRow(f"Row {n}", [n]) for n in numbers]),
        "grid": Grid("", ["AFR"], [(f"Row {n}", [Cell("3 of 7")]) for n in numbers], LIGHT.scale),
        "pairs": Pairs(
            [PairRow(f"Row {n}", (BEFORE, AFTER)) for n in numbers], ("1", "2"), "a", "b"
        ),
        "words": Words([f"Row {n}" for n in numbers]),
        "blocks": Blocks([], [Block(f"Row {n}", "", statement="Said " * 9) for n in numbers]),
    }[name]
    made = list(deck(slide(many, "Forty rows")).slides)
    seen = []
    for page in made:
        seen += [text for chart in charts(page) for text in chart.plots[0].categories]
        seen += [row.cells[0].text for table in tables(page) for row in list(table.rows)[1:]]
        seen += [line for line in words(page).split("\n") if line.startswith("Row ")]
    assert seen == [f"Row {n}" for n in numbers]
    titles = [page.shapes.title.text_frame.text for page in made]
    assert titles == [f"Forty rows ({n}/{len(made)})" for n in range(1, len(made) + 1)]
    assert len(made) > 1


def sizes(page):
    """Name of the shape and size in points of every text of a slide, charts' too."""
    for shape in page.shapes:
        element = shape.chart.part._element if shape.has_chart else shape._element
        for run in element.iter(f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"):
            if run.get("sz"):
                axis = next(run.iterancestors(f"{C}valAx"), None)
                yield ("Axis" if axis is not None else shape.name), int(run.get("sz")) / 100


COUNTS = [[1, 2, 3, 4], (), [0, 5, 0, 0], [9, 0, 0, 1], ()]

LEAST = {
    "Title": 24, "Subtitle": 18, "Statements": 18, "Stamp": 18, "Chart": 16, "Table": 14,
    "Measure": 16, "Statement": 16,
}  # fmt: skip


def test_no_text_is_smaller_than_what_can_be_read_from_the_back():
    long = "A label that goes on and on until it has to be broken into several lines. " * 2
    rows = [BarRow(f"{n} {long}", n, f"{n} of 62 ({n}%)") for n in range(17)]
    grid = Grid(
        "Indicator", list("ABCDEFG"), [(long, [Cell("12 of 21 (57%)", 1)] * 7)] * 17, LIGHT.scale
    )
    pairs = Pairs([PairRow(long, (BEFORE, AFTER), (NONE, AFTER))] * 9, ("1", "2"), long, long)
    stack = Stack(STACK.kinds, [StackRow(long, [1, 2, 3, 4])] * 17)
    blocks = Blocks(STACK.kinds, [Block(long, long, long, long, counts) for counts in COUNTS])
    given = [Bars(rows, long, long), grid, pairs, stack, Words([long] * 20), blocks]
    made = deck(*(slide(chart, long, stamp=STAMP) for chart in given)).slides
    seen = {name for page in made for name, _ in sizes(page)}
    assert set(LEAST) <= seen
    for page in made:
        for name, size in sizes(page):
            assert size >= LEAST.get(name, 12), name


def test_nothing_lies_outside_the_slide_or_over_another():
    long = "A title, a label or a note that goes on and on over several lines. " * 6
    rows = [BarRow(long, 50, "31 of 62 (50%)")] * 17
    grid = Grid(long, list("ABCDEFG"), [(long, [Cell("12 of 21 (57%)", 1)] * 7)] * 17, LIGHT.scale)
    blocks = Blocks(STACK.kinds, [Block(long, long, long, long, counts) for counts in COUNTS])
    quotes = Blocks([], [Block(long, long, statement=long)] * 4)
    given = [Bars(rows, "", ""), grid, PAIRS, STACK, Words([long] * 20), BLOCKS, blocks, quotes]
    more = {"stamp": STAMP, "notes": [long] * 5, "source": long, "link": LINK + "x" * 300}
    for facts in (FACTS, ARABIC, CHINESE):
        made = deck(*(slide(chart, long, subtitle=long, **more) for chart in given), facts=facts)
        for page in made.slides:
            # The watermark of invented data lies over all of it, on purpose.
            placed = [s for s in page.shapes if s.shape_type != MSO_SHAPE_TYPE.PICTURE]
            assert len(placed) == len(page.shapes) - 1
            boxes = sorted((s.top, s.top + s.height, s.left, s.left + s.width) for s in placed)
            for top, bottom, left, right in boxes:
                assert 0 <= top <= bottom <= made.slide_height
                assert 0 <= left <= right <= made.slide_width
            for index, (_, bottom, left, right) in enumerate(boxes):
                for top, _, other_left, other_right in boxes[index + 1 :]:
                    beside = other_right <= left + Pt(1) or other_left >= right - Pt(1)
                    assert beside or top >= bottom - Pt(1)


def test_no_placeholder_is_empty(every):
    for page in opened(every).slides:
        for place in page.placeholders:
            assert place.has_chart or place.has_table or place.text_frame.text.strip()
        for place in page.notes_slide.placeholders:
            image = place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_IMAGE
            assert image or place.text_frame.text.strip()


def test_every_chart_and_table_is_told_in_words(every):
    told = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for page in opened(every).slides
        for shape in page.shapes
        if shape.has_chart or shape.has_table
    ]
    assert len(told) == 8
    assert STAMP in told[0]
    assert "30 Use of the Protocol for extradition: 3 of 62 (5%)" in told[0]
    assert "Words only, no number" in told[0]
    assert "Article 21: AFR 12 of 21 (57%), EUR 3 of 7" in told[2]
    own = deck(slide(BARS, alt="Said by hand.")).slides[0]
    (frame,) = [shape for shape in own.shapes if shape.has_chart]
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr") == "Said by hand."


def test_what_a_chart_shows_is_listed_as_its_language_lists():
    grid = slide(GRID)
    assert "، EUR 3 of 7؛ Article 27: " in alternative(grid, "ar")
    assert "AFR 12 of 21 (57%)、EUR 3 of 7；" in alternative(grid, "zh")


def test_the_deck_says_what_it_is_in_its_properties(every):
    made = opened(every)
    about = made.core_properties
    assert (about.title, about.author, about.language) == (
        "Part V in the 2023 cycle",
        "Part V Dashboard",
        "en-GB",
    )
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9)
    assert len(made.slide_layouts) == 1


@pytest.mark.parametrize(
    ("facts", "tag"), [(FACTS, "en-GB"), (CHINESE, "zh-CN"), (ARABIC, "ar-SA")]
)
def test_every_run_says_its_language_and_the_fonts_are_there_for_every_script(facts, tag):
    content = to_pptx([slide(chart) for chart in KINDS.values()], facts)
    for page in opened(content).slides:
        for shape in page.shapes:
            element = shape.chart.part._element if shape.has_chart else shape._element
            runs = [*element.iter(f"{A}rPr"), *element.iter(f"{A}defRPr")]
            assert {run.get("lang") for run in runs} <= {tag}
    themes = [part.decode() for name, part in parts(content).items() if "/theme/" in name]
    assert len(themes) == 2
    for theme in themes:
        for font in ("Noto Sans", "Noto Sans SC", "Part V Arabic"):
            assert theme.count(f'typeface="{font}"') == 2


def test_what_is_written_from_right_to_left_is_mirrored():
    made = deck(*(slide(chart, stamp=STAMP) for chart in KINDS.values()), facts=ARABIC)
    assert made.element.get("rtl") == "1"
    for page in made.slides:
        for shape in page.shapes:
            for paragraph in shape._element.iter(f"{A}pPr"):
                assert paragraph.get("rtl") == "1"
                assert paragraph.get("algn") in ("r", "ctr", "l" if shape.name == "Number" else "r")
        for chart in charts(page):
            (value,) = chart.part._element.iter(f"{C}valAx")
            assert value.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"
        for table in tables(page):
            assert table._tbl.tblPr.get("rtl") == "1"
    straight = deck(slide(BARS)).slides[0]
    assert {p.get("rtl") for s in straight.shapes for p in s._element.iter(f"{A}pPr")} == {"0"}


def test_the_plot_of_a_chart_is_mirrored_too():
    short = Bars([BarRow("Article 27", 62.9, "39 of 62 (63%)")], "", "")

    def plot(direction):
        (chart,) = charts(deck(slide(short), facts=DeckFacts("", "", "ar", direction)).slides[0])
        (place,) = chart.part._element.iter(f"{C}plotArea")
        return [float(place.find(f".//{C}{name}").get("val")) for name in ("x", "w")]

    (x, wide), (mirrored, same) = plot("ltr"), plot("rtl")
    assert wide == same
    assert mirrored == pytest.approx(1 - x - wide, abs=0.001)
    assert mirrored != x


def test_a_label_without_spaces_is_broken_where_it_would_leave_the_slide():
    long = Bars([BarRow("27 " + "在调查和起诉非法行为方面的合作" * 3, 62.9, "39 / 62")], "", "")
    (chart,) = charts(deck(slide(long), facts=CHINESE).slides[0])
    (label,) = chart.plots[0].categories
    assert "\n" in label
    assert label.replace("\n", "") == long.rows[0].label


def test_words_in_a_chart_keep_their_direction():
    (chart,) = charts(deck(slide(BARS), facts=ARABIC).slides[0])
    for label, row in zip(chart.plots[0].categories, BARS.rows, strict=True):
        # Where LibreOffice breaks a line it does so too early, and may part its words: we do.
        broken = label.split("\n")
        assert {(line[0], line[-1]) for line in broken} == {("\u202b", "\u202c")}
        assert " ".join(line[1:-1] for line in broken) == row.label
    assert sheet(chart).sheet_view.rightToLeft


def test_arabic_rows_take_hardly_more_slides_than_latin_ones():
    rows = [BarRow(f"{n} · التنسيق بين أجهزة إنفاذ القوانين", 62.9, "39 من 62") for n in range(12)]
    assert len(deck(slide(Bars(rows, "", "")), facts=ARABIC).slides) <= 2


def test_a_figure_in_full_width_brackets_is_broken_before_them():
    cells = [Cell("20/61（32.8%）"), Cell("3/7")]
    grid = Grid("措施", list("ABCDEFG"), [("21", [*cells * 3, cells[1]])], LIGHT.scale)
    (table,) = [s.table for s in deck(slide(grid), facts=CHINESE).slides[0].shapes if s.has_table]
    assert table.cell(1, 1).text_frame.text == "20/61\v（32.8%）"
    assert table.cell(1, 2).text_frame.text == "3/7"


def test_the_same_slides_are_the_same_bytes_and_bear_no_time(every):
    slides = [slide(chart, f"The finding of {name}", stamp=STAMP) for name, chart in KINDS.items()]
    assert to_pptx([*slides, slide(BARS, "Without a stamp")], FACTS) == every
    books = [part for name, part in parts(every).items() if name.endswith(".xlsx")]
    assert len(books) == 7
    for book in books:
        parts(book)
        about = load_workbook(io.BytesIO(book)).properties
        assert about.created == about.modified == opened(every).core_properties.created


@pytest.mark.parametrize("facts", [FACTS, ARABIC, CHINESE], ids=lambda facts: facts.lang)
def test_the_schema_of_the_office_programs_is_kept(facts, tmp_path):
    given = [slide(chart, stamp=STAMP) for chart in KINDS.values()]
    apart = Pairs(PAIRS.rows, ("1", "2"), "a", "b", comparable=False, series_break="Series break")
    bare = Slide("A title alone", "", Words([]))
    content = to_pptx([*given, slide(apart), bare, slide(Bars([], "", ""))], facts)
    parts(content)
    assert faults(content, tmp_path, ".pptx") == []


@pytest.mark.parametrize("name", KINDS)
def test_hostile_text_is_shown_as_text(name, tmp_path):
    def chart(text):
        value = Value(50, text)
        return {
            "bars": Bars(
                [BarRow(text, 50, text, 40, 60), BarRow(text, None, text)], text, text, text, text
            ),
            "stack": Stack([Kind("yes", text)], [StackRow(text, [3])]),
            "grid": Grid(text, [text], [(text, [Cell(text, 0)])], LIGHT.scale),
            "pairs": Pairs([PairRow(text, (value, Value(None, text)))], (text, text), text, text),
            "words": Words([text]),
            "blocks": Blocks(
                [Kind("yes", text)],
                [Block(text, text, text, counts=[3]), Block(text, text, statement=text)],
            ),
        }[name]

    given = [
        Slide(text, text, chart(text), [text], text, text, text, [text], text) for text in HOSTILE
    ]
    everything = " ".join(HOSTILE)
    content = to_pptx(given, DeckFacts(everything, everything, "en", author=everything))
    parts(content)
    assert faults(content, tmp_path, ".pptx") == []
    for page, seen in zip(opened(content).slides, HOSTILE.values(), strict=True):
        assert page.shapes.title.text_frame.text == seen
        assert page.notes_slide.notes_text_frame.text == seen
        assert not [rel for rel in page.part.rels.values() if rel.is_external]
        for drawn in charts(page):
            assert set(drawn.plots[0].categories) == {seen}
            said = {label for series in drawn.series for label in labels(series)}
            assert said <= {seen, "3", None}
            for row in sheet(drawn).iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    ours = cell.value in ("−", "+", "3") or not isinstance(cell.value, str)
                    assert cell.value == seen or ours
        for table in tables(page):
            assert {cell.text for row in table.rows for cell in row.cells} == {seen}


@pytest.mark.parametrize("unit", ["word ", "字", "x", "كلمة "])
def test_a_text_without_end_is_cut_where_it_stands_and_is_whole_in_the_notes(unit, tmp_path):
    long = unit * (10_000 // len(unit))
    value = Value(50, long)
    given = [
        Bars([BarRow(long, 50, long), BarRow(long, None, long)], long, long, long, long),
        Stack([Kind("yes", long)], [StackRow(long, [3])]),
        Grid(long, [long] * 7, [(long, [Cell(long, 0)] * 7)], LIGHT.scale),
        Pairs(
            [PairRow(long, (value, value), (value, value))], (long, long), long, long, False, long
        ),
        Words([long, long]),
        Blocks([Kind("yes", long)], [Block(long, long, long, long, c) for c in ([3], ())]),
        Blocks([], [Block(long, long, statement=long)]),
    ]
    content = to_pptx(
        [Slide(long, long, chart, [long], long, long, long, [], long) for chart in given],
        DeckFacts(long, long, "en"),
    )
    parts(content)
    assert faults(content, tmp_path, ".pptx") == []
    for page in opened(content).slides:
        assert plain(long) in page.notes_slide.notes_text_frame.text
        assert "…" in page.shapes.title.text_frame.text
        for shape in page.shapes:
            assert not shape.has_text_frame or len(shape.text_frame.text) < 2500


def test_an_address_that_is_none_is_no_link():
    for address in (
        "javascript:alert(1)",
        "https://example.org/" + "x" * 3000,
        "file:///etc/passwd",
    ):
        page = deck(slide(BARS, link=address)).slides[0]
        assert not [rel for rel in page.part.rels.values() if rel.is_external]
        assert address[:19] in words(page)


def test_libreoffice_shows_a_page_for_every_slide_with_its_words(converted):
    assert len(converted) == len(KINDS) + 2
    for page, name in zip(converted, KINDS, strict=False):
        assert STAMP in page
        assert f"The finding of {name}" in page
        assert "FCTC/MOP/4/5, paragraph 5" in page
        assert LINK in page
    assert not [page for page in converted[6:] if STAMP in page]
    bars, stack, grid, pairs, told, blocks = converted[:6]
    for text in ("39 of 62 (63%)", "Words only, no number", "3 of 62 (5%)", "0%", "100%"):
        assert text in bars
    for text in ("Not reported", "44", "Article 27"):
        assert text in stack
    for text in ("12 of 21", "3 of 7", "AFR"):
        assert text in grid
    for text in ("20 of 41 (49%)", "No figure", "The same 41 Parties", "2020"):
        assert text in pairs
    assert "Article 31: told in words only." in told
    for text in ("39 of 62", "63%", "24‡ of 62", "23", "Not reported", "Law enforcement."):
        assert text in blocks


def test_libreoffice_writes_seventeen_rows_without_leaving_one_out(converted):
    first, second = converted[6:]
    assert "Seventeen rows (1/2)" in first
    assert "Seventeen rows (2/2)" in second
    for row in SEVENTEEN:
        assert row.value in first + second
        # A label may be broken into two lines, with its figure between.
        for word in row.label.split():
            assert word in first + second


TEXTS = st.text(st.sampled_from("ab m.字、 كW"), max_size=80).map(plain)


@given(TEXTS, st.sampled_from([12, 18, 28]), st.integers(60, 400))
def test_a_broken_text_keeps_every_letter_and_no_line_is_too_wide(text, size, room):
    broken = lines(text, size, room)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, size) <= room + size for line in broken)


@given(TEXTS, st.integers(1, 4), st.integers(60, 400))
def test_a_cut_text_fits_and_begins_as_the_whole(text, count, room):
    shown = cut(text, 18, room, count)
    assert len(lines(shown, 18, room)) <= count
    assert shown == text or (shown.endswith(" …") and text.startswith(shown[:-2]))


@given(st.lists(st.integers(), min_size=1, max_size=60), st.integers(1, 9))
def test_rows_are_shared_out_evenly_and_in_order(rows, most):
    _, shares = paged(rows, (1, 2), lambda share, way: len(share) <= most * way)
    assert [row for share in shares for row in share] == rows
    assert max(map(len, shares)) - min(map(len, shares)) <= 1
    assert len(shares) == -(-len(rows) // (most * 2)) or len(rows) <= most
    assert evenly(rows, 1) == [rows]


def test_the_file_holds_no_trace_of_the_library_s_own_empty_deck(every):
    with zipfile.ZipFile(io.BytesIO(every)) as archive:
        assert not [n for n in archive.namelist() if "printer" in n or "thumbnail" in n]
