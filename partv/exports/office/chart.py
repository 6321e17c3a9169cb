"""Native charts as DrawingML: horizontal bars with labels and ranges.

Elements stand in the order of the schema (ECMA-376, part 1, 21.2); else PowerPoint offers a repair.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from partv.charts.theme import LIGHT
from partv.exports.office.chart_data import (
    Native,
    Number,
    Series,
    Sheet,
    above,
    below,
)
from partv.exports.office.drawingml import fill, run_properties
from partv.exports.office.office_text import written

_CATEGORIES, _VALUES = 1001, 1002
"""The two axes, by which bars and axes name each other."""


def chart_xml(native: Native) -> bytes:
    """The chart's DrawingML, its numbers with references into the workbook."""
    sheet = Sheet(native)
    bars = _bars(native, sheet)
    axes = _category_axis(native) + _value_axis(native)
    legend = _legend(native) if native.legend else ""
    title = _title(native)
    text = run_properties("a:defRPr", native.voice, native.size, ink=LIGHT.text, fonts=True)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'{title}<c:autoTitleDeleted val="{int(not native.title)}"/>'
        f"<c:plotArea>{_layout(native.plot, inner=True)}{bars}{axes}"
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr rtl="{int(native.voice.rtl)}">{text}</a:pPr>'
        "<a:endParaRPr/></a:p></c:txPr></c:chartSpace>"
    ).encode()


def _layout(place: tuple[float, ...], inner: bool = False) -> str:
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    names = ("x", "y", "w", "h")[: len(place)]
    values = "".join(
        f'<c:{name} val="{value:.5f}"/>' for name, value in zip(names, place, strict=True)
    )
    return f"<c:layout><c:manualLayout>{target}{modes}{values}</c:manualLayout></c:layout>"


def _rich(text: str, native: Native, size: float, bold: bool, ink: str) -> str:
    run = run_properties("a:rPr", native.voice, size, bold, ink, fonts=True)
    return (
        f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
        f'<a:pPr rtl="{int(native.voice.rtl)}"/>'
        f"<a:r>{run}<a:t>{_words(text, native)}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _words(text: str, native: Native) -> str:
    return escape(written(text, native.voice.rtl))


def _title(native: Native) -> str:
    if not native.title:
        return ""
    text = _rich(native.title, native, native.size, True, LIGHT.text)
    return f'<c:title>{text}{_layout(native.title_place)}<c:overlay val="0"/></c:title>'


def _bars(native: Native, sheet: Sheet) -> str:
    group = native.group
    series = "".join(_series(one, index, native, sheet) for index, one in enumerate(group.series))
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{group.grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{group.gap}"/>'
        f'<c:overlap val="{group.overlap}"/>'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
    )


def _series(one: Series, index: int, native: Native, sheet: Sheet) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{look.xml()}</c:dPt>"
        for point, look in sorted(one.looks.items())
    )
    name = (
        f"<c:tx><c:strRef><c:f>{sheet.heading(one)}</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{_words(one.name, native)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )
    categories = "".join(
        f'<c:pt idx="{point}"><c:v>{_words(text, native)}</c:v></c:pt>'
        for point, text in enumerate(native.categories)
    )
    count = len(native.categories)
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name}{one.look.xml()}'
        f'<c:invertIfNegative val="0"/>{points}{_labels(one, native)}{_whiskers(one, sheet)}'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{categories}</c:strCache></c:strRef></c:cat>'
        f"<c:val>{_numbers(sheet.cells(one, 'values'), one.drawn())}</c:val></c:ser>"
    )


def _numbers(cells: str, values: Sequence[Number]) -> str:
    points = "".join(
        f'<c:pt idx="{point}"><c:v>{value:.10g}</c:v></c:pt>'
        for point, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _labels(one: Series, native: Native) -> str:
    if not one.labels:
        return ""
    shown = "".join(
        f'<c:show{what} val="{int(what == "Val")}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    each = []
    for point, label in enumerate(one.labels):
        if label is None:
            each.append(f'<c:dLbl><c:idx val="{point}"/><c:delete val="1"/></c:dLbl>')
            continue
        back = f"<c:spPr>{fill(LIGHT.background if label.boxed else None)}</c:spPr>"
        text = _rich(label.text, native, native.size, label.bold, label.ink)
        each.append(
            f'<c:dLbl><c:idx val="{point}"/>{text}{back}'
            f'<c:dLblPos val="{label.position}"/>{shown}</c:dLbl>'
        )
    return f"<c:dLbls>{''.join(each)}<c:spPr><a:noFill/></c:spPr>{shown}</c:dLbls>"


def _whiskers(one: Series, sheet: Sheet) -> str:
    if (id(one), "minus") not in sheet.place:
        return ""
    plus = _numbers(sheet.cells(one, "plus"), above(one))
    minus = _numbers(sheet.cells(one, "minus"), below(one))
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>"
        f'<c:spPr><a:ln w="22225">{fill(LIGHT.text)}</a:ln></c:spPr></c:errBars>'
    )


def _category_axis(native: Native) -> str:
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling>'
        '<c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"r" if native.voice.rtl else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"nextTo" if native.labelled else "none"}"/>'
        f'<c:spPr><a:ln w="9525">{fill(LIGHT.track)}</a:ln></c:spPr>'
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(native: Native) -> str:
    side = "maxMin" if native.voice.rtl else "minMax"
    text = run_properties("a:defRPr", native.voice, min(native.size, 14), ink=LIGHT.muted)
    lines = f'<c:majorGridlines><c:spPr><a:ln w="9525">{fill(LIGHT.grid)}</a:ln></c:spPr>'
    lines += "</c:majorGridlines>"
    bare = not native.percent
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="{side}"/>'
        f'<c:max val="{native.top:g}"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="t"/>{"" if bare else lines}'
        f'<c:numFmt formatCode="{escape(native.percent or "General", {chr(34): "&quot;"})}" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"none" if bare else "nextTo"}"/>'
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p>"
        f"<a:pPr>{text}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/>'
        f'<c:majorUnit val="{native.step:g}"/></c:valAx>'
    )


def _legend(native: Native) -> str:
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>'
        for index, series in enumerate(native.group.series)
        if not series.legend
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{hidden}{_layout(native.legend or ())}'
        '<c:overlay val="0"/></c:legend>'
    )
