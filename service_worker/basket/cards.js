// The cards of goods on a page: a button where nothing is taken, a stepper where something is.

import { copyOf } from "../waiting/draw.js";

/** @typedef {import("./lines.js").BasketLine} BasketLine */

const CARD = ".product[id^=barang-]";

/**
 * Show on every card what of it lies in the phone's basket.
 * @param {Record<string, number>} units product id to units
 */
export function drawCards(units) {
  for (const card of document.querySelectorAll(CARD)) {
    const form = card.querySelector("form");
    if (form && card instanceof HTMLElement) drawCard(card, form, units[goodsId(card)] ?? 0);
  }
}

/** @param {HTMLElement} card @param {HTMLFormElement} form @param {number} units */
function drawCard(card, form, units) {
  const field = form.querySelector("input[type=number]");
  if (field instanceof HTMLInputElement && units) {
    if (field !== document.activeElement || Number(field.value) !== units)
      field.value = String(units);
    return;
  }
  const old = field ? field.closest(".stepper") : form.querySelector("button");
  if (!old || Boolean(field) === Boolean(units)) return;
  const fresh = copyOf(units ? "templat-jumlah" : "templat-tambah");
  if (!fresh) return;
  nameAfter(fresh, nameOf(card));
  const stepped = fresh.querySelector("input");
  if (stepped) {
    stepped.value = String(units);
    stepped.max = String(Math.max(Number(card.dataset.stok), units));
  }
  const hadFocus = form.contains(document.activeElement);
  old.replaceWith(fresh);
  const next = fresh.querySelector("[data-step='1']") ?? fresh;
  if (hadFocus && next instanceof HTMLElement) next.focus();
}

/**
 * A line of the basket, as its card or product page has it.
 * @param {HTMLElement} card
 * @param {number} units
 * @returns {BasketLine}
 */
export function lineOf(card, units) {
  return {
    id: goodsId(card),
    name: nameOf(card),
    unit: card.dataset.satuan ?? "buah",
    price: Number(card.dataset.harga),
    units,
    photo: card.querySelector("img")?.getAttribute("src") ?? "",
  };
}

/** @param {Element} card */
function nameOf(card) {
  return card.querySelector("a > span, h1")?.textContent?.trim() ?? "";
}

/** @param {Element} card */
function goodsId(card) {
  return Number(card.id.slice("barang-".length));
}

/**
 * Put the name of the goods into a template's part.
 * @param {Element} part
 * @param {string} name
 */
export function nameAfter(part, name) {
  for (const one of [part, ...part.querySelectorAll("[aria-label]")]) {
    const label = one.getAttribute("aria-label");
    if (label) one.setAttribute("aria-label", label.replace("{nama}", name));
  }
}
