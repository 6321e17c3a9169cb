// What Streamlit's front end leaves out for keyboards, screen readers and other languages than
// English. The one place for it: docs/accessibility.md says what and why. Runs in every page.
(() => {
  const root = document.documentElement;
  const remember = (value) => {
    root.dataset.singleKeys = value;
    try { localStorage.setItem("singleKeys", value); } catch { /* for this page, then */ }
  };
  try { root.dataset.singleKeys = localStorage.getItem("singleKeys") || "on"; }
  catch { root.dataset.singleKeys = "on"; }

  // Keys. Widgets have had an event when it comes here; Streamlit's shortcuts listen further up, at
  // the document. R and C are Streamlit's own (run again, clear the cache) and nobody's here.
  const FIELD = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const PRESSED = "a, button, summary, input, [role=button], [role=radio], [role=option]";
  const LAYER = "[role=dialog], [role=listbox], [data-testid=stPopoverBody]";
  const list = () => document.querySelector(".st-key-single-keys button");
  const unfolded = () => list()?.getAttribute("aria-expanded") === "true";
  let ours = false;
  let before = null;  // what had the focus when "?" was pressed, and has it again afterwards
  root.addEventListener("keydown", (event) => {
    const at = event.target;
    if (ours || event.ctrlKey || event.metaKey || event.altKey || at.closest(FIELD)) return;
    const inLayer = at.closest(LAYER) || unfolded();
    if (event.key === "Escape" && inLayer) return event.stopPropagation();
    if (event.key.length > 1) return;
    const presses = event.key === " " && at.closest(PRESSED);
    if (inLayer || presses || root.dataset.singleKeys === "off" || /^[rc]$/i.test(event.key))
      return event.stopPropagation();
    if (event.key !== "?" || !list()) return;
    before = { focus: document.activeElement, seen: false };
    list().focus();
    list().click();
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest(".single-keys")) remember(event.target.checked ? "on" : "off");
  });

  // When light turns dark, by the system or in the menu, Streamlit repaints the page and not what the
  // server has drawn: the ink of the charts would stay. Its own key R asks the server again.
  let paper;
  const look = () => {
    const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    const [red, green, blue] = ground.match(/[\d.]+/g).map(Number);
    return red + green + blue < 384 ? "dark" : "light";
  };
  // Streamlit calls light pages light, not only light: a phone that darkens pages by itself would do
  // so, and not reach into the charts: dark letters on a dark ground. page.css says the rest.
  const declare = (scheme) => { root.dataset.paper = scheme; };
  declare(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const follow = () => {
    const now = look();
    declare(now);
    if (now === paper) return;
    paper = now;
    const key = { key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true };
    ours = true;
    for (const way of ["keydown", "keyup"]) document.body.dispatchEvent(new KeyboardEvent(way, key));
    ours = false;
  };
  const later = () => setTimeout(follow, 300);  // when the page has been repainted
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-testid^=stMainMenu]")) later();
  }, true);

  // A chart keeps on paper the size that it has on the screen, and would be cut off or in two.
  const [WIDTH, HEIGHT] = [672, 960];  // of A4 between its margins, in print.css
  addEventListener("beforeprint", () => {
    for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]"))
      chart.style.setProperty(
        "--on-paper", Math.min(1, WIDTH / chart.offsetWidth, HEIGHT / chart.offsetHeight));
  });

  // Streamlit's own link goes to what holds navigation and filters too.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-testid=stSkipToContent]")) return;
    const heading = document.querySelector(".st-key-content h1, picture.slide img");
    if (!heading) return;
    event.preventDefault();
    event.stopPropagation();
    heading.tabIndex = -1;
    heading.focus();
    heading.scrollIntoView();
  }, true);

  // Names of the parts of the page, and Streamlit's own words, in the language of the page.
  const STREAMLITS = [
    "stSkipToContent", "stMainMenu", "stMainMenuPopover", "stMainMenuList", "stSelectbox",
    "stMultiSelect", "stFileUploader", "stToast", "stTooltipIcon", "stDialog", "stButton",
    "stSelectboxVirtualDropdown",
  ].map((id) => `[data-testid=${id}]`).join();
  const set = (element, name, value) => {
    if (element && value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const patterns = window.partvWords.patterns.map(([from, to]) => [new RegExp(from), to]);
  const name = () => {
    if (!document.querySelector(".stApp")) return;
    if (!paper) declare(paper = look());
    const { parts, texts } = window.partvWords;
    for (const [key, [role, label]] of Object.entries(parts)) {
      const part = document.querySelector(`.st-key-${key}`);
      set(part, "role", role);
      set(part, "aria-label", label);
    }
    const translated = (text) => {
      if (!text || Object.hasOwn(texts, text.trim())) return text && texts[text.trim()];
      const known = patterns.find(([pattern]) => pattern.test(text));
      return known ? text.replace(...known) : text;
    };
    for (const place of document.querySelectorAll(STREAMLITS)) {
      for (const element of [place, ...place.querySelectorAll("*")]) {
        for (const attribute of ["aria-label", "title", "placeholder"])
          set(element, attribute, translated(element.getAttribute(attribute)));
        // Labels are our own words, but for those of the button that chooses files.
        if (element.closest("[data-testid=stMarkdownContainer]")
          && !element.closest("[data-testid=stFileUploader] button")) continue;
        for (const node of element.childNodes)
          if (node.nodeType === 3 && translated(node.nodeValue) !== node.nodeValue)
            node.nodeValue = translated(node.nodeValue);
      }
    }
    const box = document.querySelector(".single-keys input");
    if (box) box.checked = root.dataset.singleKeys !== "off";
  };
  const giveBack = () => {
    const open = document.querySelector("[data-testid=stPopoverBody]");
    if (before && open) before.seen = true;
    if (!before?.seen || open) return;
    if (before.focus === document.body) document.activeElement.blur();
    else before.focus.focus();
    before = null;
  };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; name(); giveBack(); });
  }).observe(root, { childList: true, subtree: true });
})();
