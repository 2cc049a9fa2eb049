// The bar above the tabs: how much lies in the basket, and what was just put in or taken out.

import { inRupiah } from "../page/rupiah.js";
import { copyOf, fillIn } from "../waiting/draw.js";
import { sumOf } from "./lines.js";

/** @param {import("./lines.js").Basket} basket */
export function drawBar(basket) {
  const beside = document.getElementById("lihat-keranjang");
  if (beside) {
    beside.hidden = basket.lines.length === 0;
    writeSum(beside, basket);
  }
  const bar = document.getElementById("keranjang");
  const link = bar?.querySelector("a.basket") ?? copyOf("templat-isi");
  if (!bar || !link) return;
  writeSum(link, basket);
  if (!basket.lines.length) link.remove();
  else if (!link.isConnected) bar.append(link);
  bar.hidden = bar.childElementCount === 0;
  bar.classList.toggle("dock", !bar.hidden);
}

/** @param {Element} link @param {import("./lines.js").Basket} basket */
function writeSum(link, basket) {
  const said = { count: String(basket.lines.length), total: inRupiah(sumOf(basket)) };
  for (const [slot, text] of Object.entries(said)) {
    const place = link.querySelector(`[data-${slot}]`);
    // Only what is new is read aloud.
    if (place && place.textContent !== text) place.textContent = text;
  }
}

/** How many lines and what sum in rupiah the server printed; null where the page says neither. */
export function printedSum() {
  const place = document.querySelector("[data-isi]");
  if (!(place instanceof HTMLElement)) return null;
  return { count: Number(place.dataset.isi), rupiah: Number(place.dataset.rupiah) };
}

/**
 * Say what was done, with the way back.
 * @param {string} template
 * @param {Element} place the notice stands at its beginning
 * @param {string} text
 * @param {() => void} undo
 */
export function offerUndo(template, place, text, undo) {
  place.querySelector(":scope > .notice")?.remove();
  const notice = copyOf(template);
  if (!notice) return;
  fillIn(notice, "text", text);
  notice.querySelector("button")?.addEventListener("click", () => {
    notice.remove();
    undo();
  });
  place.prepend(notice);
}
