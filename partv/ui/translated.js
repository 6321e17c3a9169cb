// A browser that translates puts <font> in the place of each text, or around it. React, which keeps
// its own record of the page, then takes away nodes that are not where it put them, and fails, or
// writes into texts that nobody sees. Here each text is found again by what stands in its place.
(() => {
  const standIns = new WeakMap();  // a text that was taken away: the <font> that came for it
  const isFont = (node) => node?.nodeName === "FONT";
  new MutationObserver((records) => {
    for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records)
      for (const text of removedNodes) {
        if (text.nodeType !== Node.TEXT_NODE || text.isConnected) continue;
        const font = [...addedNodes, previousSibling, nextSibling].find(isFont);
        if (font) standIns.set(text, font);
      }
  }).observe(document, { childList: true, subtree: true });

  // What is in `parent` where React believes `node` to be: itself, or what stands for or around it.
  const found = (parent, node) => {
    if (!node || node.parentNode === parent) return node;
    let place = standIns.get(node) ?? (isFont(node.parentNode) ? node.parentNode : null);
    while (place && place.parentNode !== parent) place = isFont(place.parentNode) ? place.parentNode : null;
    return place;
  };
  // A text that is put into the page again, or changed, needs nobody to stand for it.
  const back = (text) => {
    const font = standIns.get(text);
    standIns.delete(text);
    if (font?.isConnected) return font;
  };

  const { removeChild, insertBefore, appendChild } = Node.prototype;
  Node.prototype.removeChild = function (node) {
    const place = found(this, node);
    if (place) removeChild.call(this, place);
    standIns.delete(node);
    return node;
  };
  Node.prototype.insertBefore = function (node, before) {
    const place = found(this, before);
    back(node)?.remove();
    return insertBefore.call(this, node, place ?? null);
  };
  Node.prototype.appendChild = function (node) {
    back(node)?.remove();
    return appendChild.call(this, node);
  };
  const value = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");
  Object.defineProperty(Node.prototype, "nodeValue", {
    ...value,
    set(words) {
      if (this.nodeType === Node.TEXT_NODE && !this.isConnected) back(this)?.replaceWith(this);
      value.set.call(this, words);
    },
  });
})();
