"""The filter bar: cycle, regions, Articles and denominator, one for all pages."""

import streamlit as st

from partv.address.exported_tables import TABLES
from partv.address.parameters import (
    ARTICLES,
    BY,
    DENOMINATORS,
    FIRST_WITH_FIGURE,
    SORTS,
    offered,
)
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.i18n import wording
from partv.i18n.language import Language
from partv.ui.address_bar import widget_key


def filter_bar(selection: Selection, say: Language, store: Warehouse, page: str) -> Selection:
    """Draw the bar of a page and return what is chosen now.

    The Article page is about one Article at a time, so the Articles are a row to pick from; the
    Overview can be put in order.
    """
    one_article, offers = page == "article", offered(page)
    names = region_names(store, say)
    lines = [f"**{code}** {names[code]}" for code in selection.vocabulary.regions]
    lines += [wording.unofficial_regions(say)] if unofficial_regions(store, say) else []
    with st.container(horizontal=True, key="filters", gap="xsmall", vertical_alignment="bottom"):
        if len(selection.vocabulary.datasets) > 1:
            data = _seeded(
                st.selectbox,
                "data",
                selection.data,
                label=say.text("Data set"),
                options=selection.vocabulary.datasets,
                format_func=lambda name: wording.dataset(name, say),
                width=165,
            )
            selection = selection.changed(data=data)
        cycle = _seeded(
            st.segmented_control,
            "cycle",
            selection.cycle,
            label=say.text("Cycle"),
            options=selection.vocabulary.cycles,
            required=True,
        )
        base = selection.base
        if "base" in offers:
            base = _base_control(selection.changed(cycle=cycle), say)
        regions = _seeded(
            st.pills,
            "region",
            list(selection.regions),
            label=say.text("WHO region (none chosen: all)"),
            options=selection.vocabulary.regions,
            selection_mode="multi",
            wrap=True,
            help="  \n".join(lines),
        )
        of = _seeded(
            st.segmented_control,
            "of",
            selection.of,
            label=say.text("Share of Parties that"),
            options=DENOMINATORS,
            format_func=lambda value: _denominators(say)[value],
            required=True,
            wrap=True,
            help=_denominator_help(say),
        )
        if not one_article:
            articles = _seeded(
                st.multiselect,
                "article",
                list(selection.articles),
                label=say.text("Articles"),
                options=ARTICLES,
                placeholder=say.text("All Articles"),
                width=148,
            )
        if "sort" in offers:
            selection = _sort_control(selection, say)
        if "table" in offers:
            selection = _table_control(selection, say)
    if one_article:
        shown = (selection.articles or (FIRST_WITH_FIGURE,))[0]
        picked = _seeded(
            st.segmented_control,
            "one_article",
            shown,
            label=say.text("Article"),
            options=ARTICLES,
            required=True,
            wrap=True,
        )
        changed = picked != shown and picked is not None
        articles = [picked] if changed else selection.articles
    if set(regions) != set(selection.regions):
        # A Party and regions exclude each other; what was chosen last counts, here a region.
        selection = selection.changed(party="")
    return selection.changed(cycle=cycle, base=base, regions=regions, of=of, articles=articles)


def _base_control(selection: Selection, say: Language) -> int:
    """The cycle to compare with: any but the one that is shown."""
    others = [cycle for cycle in selection.vocabulary.cycles if cycle != selection.cycle]
    if st.session_state.get(widget_key("base")) not in others:
        st.session_state.pop(widget_key("base"), None)
    return _seeded(
        st.segmented_control,
        "base",
        selection.base_cycle,
        label=say.text("compared with"),
        options=others,
        required=True,
    )


def _sort_control(selection: Selection, say: Language) -> Selection:
    names = {"article": say.text("by Article"), "rate": say.text("by rate")}
    sort = _seeded(
        st.segmented_control,
        "sort",
        selection.sort,
        label=say.text("Order"),
        options=SORTS,
        format_func=names.get,
        required=True,
    )
    return selection.changed(sort=sort)


def _table_control(selection: Selection, say: Language) -> Selection:
    """Which table the page Data gives away; rates pooled or by region."""
    table = _seeded(
        st.selectbox,
        "table",
        selection.table,
        label=say.text("Table"),
        options=list(TABLES),
        format_func=lambda name: say.text(TABLES[name].title),
        width=260,
    )
    if table == "rates":
        names = {"all": say.text("together"), "region": say.text("one by one")}
        by = _seeded(
            st.segmented_control,
            "by",
            selection.by,
            label=say.text("Regions"),
            options=BY,
            format_func=names.get,
            required=True,
        )
        selection = selection.changed(by=by)
    return selection.changed(table=table)


def region_names(store: Warehouse, say: Language) -> dict[str, str]:
    """Region code -> its name in the language, in English where there is none."""
    return store.composed(_names, say.code)


def _names(store: Warehouse, lang: str) -> dict[str, str]:
    rows = store.ask("region_names", lang=lang)
    return dict(zip(rows["region"], rows["name"], strict=True))


def unofficial_regions(store: Warehouse, say: Language) -> bool:
    """Whether a name of a region in the language was not seen in a text of WHO."""
    return store.composed(_unofficial, say.code)


def _unofficial(store: Warehouse, lang: str) -> bool:
    return bool((store.ask("region_names", lang=lang)["verified"] != "yes").any())


def _seeded(widget: "callable", name: str, value: object, **options: object) -> object:
    """A widget that starts from the Selection and then keeps its own state."""
    key = widget_key(name)
    if key not in st.session_state:
        st.session_state[key] = value
    return widget(key=key, **options)


def _denominators(say: Language) -> dict[str, str]:
    return {
        "reported": say.text("reported"),
        "answered": say.text("answered"),
        "due": say.text("were due"),
    }


def _denominator_help(say: Language) -> str:
    lines = {
        "reported": say.text("sent a report in the cycle: the Secretariat's own denominator"),
        "answered": say.text("answered the question with Yes or No"),
        "due": say.text("were due to report: the Protocol was in force for them"),
    }
    return "  \n".join(
        say.pair(f"**{_denominators(say)[name]}**", line) for name, line in lines.items()
    )
