"""Words in charts and office files: where lines end, and that none lies on another."""

from dataclasses import replace

import pytest

from partv.charts.strips import strips
from partv.charts.theme import LIGHT
from partv.exports.office import office_text as office
from partv.exports.picture import clear
from partv.i18n.language import language
from partv.svg.figure_svg import draw
from partv.text.cells import cells, wrap
from tests.drawn import SMALL_ROW

NO_BREAK = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")


@pytest.mark.parametrize("space", NO_BREAK)
def test_no_line_ends_at_a_space_that_forbids_it(space):
    words = f"de 39{space}% des Parties"
    for columns in range(5, 20):
        assert f"39{space}%" in "\n".join(wrap(words, columns))
    assert "".join("".join(wrap(words, 5)).split()) == "".join(words.split())
    assert office.plain(f" a\n\tb{space}%  c ") == f"a b{space}% c"
    for room in range(40, 140, 10):
        assert f"39{space}%" in "\n".join(office.lines(words, 12, room))
    assert office.width(space, 10) == office.width(" ", 10)


def test_marks_over_arabic_letters_take_no_room():
    assert cells("المبلِّغة") == cells("المبلغة")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(("form", "width"), [("wide", 1120), ("large", 1560), ("narrow", 360)])
def test_labels_of_several_lines_do_not_lie_on_one_another(lang, form, width):
    label = "Coordination between domestic law enforcement agencies " * 3
    rows = [replace(SMALL_ROW, article=n // 2, indicator=label, title=label) for n in range(6)]
    figure = strips(rows, language(lang), LIGHT, form, lambda _: None, lambda _: None)
    assert clear(draw(figure, width))
