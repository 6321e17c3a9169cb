"""The little CSS that Streamlit's theme has no option for. Kept in this one place."""

import streamlit as st

_CSS = """
<style>
/* Which form of a chart fits: labels above each row, beside the plot, or larger for a projector. */
@media screen and (max-width: 899px) {
  div:has(> [class*="st-key-wide-"]), div:has(> [class*="st-key-large-"]) { display: none; }
}
@media screen and (min-width: 900px) and (max-width: 1799px) {
  div:has(> [class*="st-key-narrow-"]), div:has(> [class*="st-key-large-"]) { display: none; }
}
@media screen and (min-width: 1800px) {
  div:has(> [class*="st-key-narrow-"]), div:has(> [class*="st-key-wide-"]) { display: none; }
  html { font-size: 20px; }
  /* Streamlit gives these in pixels; here the letters are larger. */
  .st-key-filter_data { flex: 0 0 203px !important; }
  .st-key-filter_article { flex: 0 0 166px !important; }
  .st-key-filter_data > div, .st-key-filter_article > div { width: 100% !important; }
}
.st-key-page { max-width: 80rem; margin: 0 auto; }
/* Where the keyboard is: seen on every ground, and never taken away by a widget's own style. */
:is(a, button, input, summary, [role], [tabindex]):focus-visible,
label:has(input:focus-visible), [data-baseweb="select"]:has(input:focus-visible) {
  outline: 3px solid var(--st-primary-color, Highlight) !important; outline-offset: 2px;
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after {
    animation-duration: .01ms !important; animation-iteration-count: 1 !important;
    transition-duration: .01ms !important; scroll-behavior: auto !important;
  }
}
/* Streamlit's links to headings: a stop for the keyboard each, and no more than the address has. */
[data-testid="stHeaderActionElements"] { display: none; }
html[data-single-keys="off"] [data-testid="stButton"] kbd { display: none; }
/* Where there is room beside the page, Streamlit's menu stands there, not on a line of its own. */
@media (min-width: 1400px) {
  .st-key-page { margin-top: -3.25rem; }
  [data-testid="stHeader"], [data-testid="stHeader"] * { pointer-events: none; }
  [data-testid="stHeader"] { background: transparent; }
  [data-testid="stMainMenu"], [data-testid="stMainMenu"] * { pointer-events: auto; }
}
.st-key-filters { border-bottom: 1px solid rgba(128, 128, 128, .35); padding-bottom: .75rem; }
.st-key-page h1 { font-size: 1.7rem; line-height: 1.25; padding: .25rem 0 0; }
.st-key-page .st-key-kicker h1 { font-size: 1.15rem; font-weight: 600; padding-bottom: .5rem; }
.st-key-page blockquote, .st-key-page blockquote p { color: inherit !important; opacity: 1; }
.st-key-page h2 { font-size: 1.3rem; line-height: 1.3; padding: .5rem 0 0; }
.st-key-page h3 { font-size: 1.1rem; line-height: 1.3; padding: .25rem 0 0; }
.st-key-page p, .st-key-page li { max-width: 60rem; }
.st-key-page .st-key-headline p {
  font-size: 1.6rem; font-weight: 600; line-height: 1.3; max-width: none; text-wrap: balance;
}
/* As high as a list to choose from, so that labels stand on one line; and easier to hit. */
.st-key-filters button[data-variant] { min-height: 2.5rem; }
/* What was chosen in a list: its words on its ground, in the dark too; and room to be hit. */
[data-tag], [data-tag] * { color: var(--st-background-color, Canvas) !important; }
[data-testid="stMultiSelect"] input { min-height: 1.5rem; min-width: 1.5rem; }
.st-key-masthead { gap: .35rem; }
.st-key-masthead [data-testid="stPopoverButton"] [data-testid="stIconMaterial"]:last-child {
  display: none;
}
.st-key-masthead a { color: inherit; }
p.stamp {
  display: inline-block; margin: 0; padding: .3em .8em; border: 2px dashed currentColor;
  font-weight: 700; letter-spacing: .02em; max-width: 100% !important; box-sizing: border-box;
  overflow-wrap: anywhere;
}
[data-testid="stTabs"] [role="tablist"] { flex-wrap: wrap; overflow: visible; }
p.takeaway { font-size: .875rem; line-height: 1.9; margin: 0; max-width: none !important; }
p.takeaway a, .stHtml a { color: inherit; }
p.takeaway a { display: inline-block; padding: 0 .25rem; margin-inline-end: .35rem; }
p.marks { font-size: .875rem; line-height: 1.6; margin: 0; max-width: none !important; }
p.marks span { display: inline-block; margin-inline-end: 1.25em; }
/* Plotly puts the box of a linked text into a second link, without a name. The pointer may have it;
   keyboard and screen reader have that of the text. */
.annotation a:has(> rect.bg) { visibility: hidden; }
.annotation a:has(> rect.bg) > rect { visibility: visible; }
.to-read { overflow-x: auto; }
.st-key-preview .to-read { max-height: 26rem; overflow-y: auto; }
.to-read table { width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.4; }
.to-read :is(th, td) {
  padding: .4rem .75rem .4rem .25rem; text-align: start; vertical-align: top;
  border-bottom: 1px solid rgba(128, 128, 128, .5);
}
.to-read th { font-weight: 600; }
.to-read td { font-variant-numeric: tabular-nums; }
[class*="st-key-notes-"] p, .st-key-foot p { font-size: .875rem; line-height: 1.5; }
@media (max-width: 899px) {
  .st-key-page .st-key-headline p { font-size: 1.3rem; }
  .st-key-masthead, .st-key-filters { gap: .5rem; }
  /* Long words on buttons go on in the next line. */
  .st-key-page :is([data-testid="stButton"], [data-testid="stPageLink"]),
  .st-key-page :is([data-testid="stButton"] button, [data-testid="stPageLink"] a) {
    max-width: 100%; height: auto;
  }
  .st-key-page :is([data-testid="stButton"], [data-testid="stPageLink"]) * { white-space: normal; }
  [data-testid="stFileUploader"] * { white-space: normal !important; }
  .st-key-present, .st-key-pin { display: none; }
}
/* A briefing on paper: itself alone, no row of a table over two pages. */
@page { size: A4; margin: 16mm 16mm 18mm; }
@media print {
  header, .st-key-masthead, .st-key-filters, .st-key-briefing-controls, .st-key-foot,
  [data-testid="stToolbar"], [data-testid="stMainMenu"], .st-key-page hr, p.takeaway {
    display: none !important;
  }
  html { font-size: 12px !important; }
  .stApp, .stMain, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important;
  }
  .stMainBlockContainer, [data-testid="stMainBlockContainer"] { padding: 0 !important; }
  .st-key-page { margin: 0 !important; max-width: none !important; }
  /* Of a chart, the form that is drawn, as wide as the paper: access.js tells how much smaller. */
  div:has(> :is([class*="st-key-narrow-"], [class*="st-key-wide-"], [class*="st-key-large-"])):not(
    :has([data-testid="stPlotlyChart"])
  ) { display: none; }
  [data-testid="stPlotlyChart"] { zoom: var(--on-paper, 1); break-inside: avoid; }
  .stElementContainer:has([data-testid="stPlotlyChart"]) { height: auto !important; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  h1, h2, h3 { break-after: avoid; }
  div.to-read { overflow: visible !important; }
}
</style>
"""


_PRESENT = """
<style>
header, [data-testid="stHeader"], [data-testid="stToolbar"] { display: none !important; }
.stMainBlockContainer, [data-testid="stMainBlockContainer"] {
  padding: 0 !important; max-width: none !important;
}
.stMain, .stApp { overflow: hidden; }
picture.slide { position: fixed; inset: 0; }
picture.slide img { width: 100vw; height: 100vh; max-width: none; object-fit: contain; }
div.blank { position: fixed; inset: 0; background: #000; z-index: 50; }
div.code {
  position: fixed; inset: 0; z-index: 40; background: #fff; color: #000;
  display: flex; flex-direction: column; align-items: center; justify-content: center;
}
div.code img { height: 82vh; } div.code p { font-size: 3vh; max-width: none !important; }
.st-key-followed { position: fixed; width: 0; height: 0; overflow: hidden; }
.st-key-keys {
  position: fixed; inset-inline: 0; bottom: 0; z-index: 100; padding: .5rem 1rem; opacity: 0;
  background: var(--st-background-color, Canvas); justify-content: center;
}
.st-key-keys:hover, .st-key-keys:focus-within, .st-key-keys:has([aria-expanded="true"]) {
  opacity: 1;
}
.st-key-over-slide {
  position: fixed; inset-inline: 0; top: 0; z-index: 100; padding: .75rem 1.5rem 1rem !important;
  background: var(--st-background-color, Canvas);
}
</style>
"""


def present() -> None:
    """Put the styles of present mode into the page, after those of every page."""
    st.html(_PRESENT)


def apply() -> None:
    """Put the styles into the page."""
    st.html(_CSS)
