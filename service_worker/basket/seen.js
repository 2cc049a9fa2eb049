// A basket as it stands on a page: the server's, or the one that is about to be ordered.

/** @typedef {import("./lines.js").BasketLine} BasketLine */

/**
 * @param {ParentNode} page the page, or the form
 * @param {"value" | "defaultValue"} [as] as it is now, or as the server printed it
 * @returns {BasketLine[]} in their order; what is no longer sold is left out
 */
export function linesOn(page, as = "value") {
  const lines = [];
  for (const item of page.querySelectorAll('li[id^="baris-"]')) {
    const units = numberIn(item, "input[name=jumlah]", as);
    const price = numberIn(item, "input[name=harga]", as);
    if (units === null || price === null) continue;
    const unit = item.getAttribute("data-satuan") ?? "buah";
    const name = item.querySelector("b")?.textContent?.trim() ?? "";
    const photo = item.querySelector("img")?.getAttribute("src") ?? "";
    lines.push({ id: Number(item.id.slice("baris-".length)), name, unit, price, units, photo });
  }
  return lines;
}

/**
 * @param {Element} item
 * @param {string} selector
 * @param {"value" | "defaultValue"} [as]
 */
export function numberIn(item, selector, as = "value") {
  const field = item.querySelector(selector);
  if (!(field instanceof HTMLInputElement)) return null;
  return Number.parseInt(field[as], 10) || 0;
}
