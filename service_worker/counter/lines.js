// What is drawn on the counter, from the page's own <template>s.

import { inRupiah } from "../page/rupiah.js";
import { copyOf } from "../waiting/draw.js";

/**
 * @typedef {[id: number, name: string, code: string, unit: string, price: number,
 *   memberPrice: number, left: number]} Goods
 */

const MOST_OF_ONE = 999;
// As web/views/shop/counter_goods.py writes them.
const ANY = {
  id: "2147483647",
  name: "[nama]",
  unit: "[satuan]",
  price: "987654321",
  left: "sisa 876.543.210",
};

/**
 * @param {string} id of a template
 * @param {Goods} goods
 * @param {boolean} isMember
 */
export function drawn(id, goods, isMember) {
  const [number, name, , unit, general, member, left] = goods;
  const price = isMember ? member : general;
  return spelled(id, {
    [ANY.id]: String(number),
    [inRupiah(Number(ANY.price))]: inRupiah(price),
    [ANY.price]: String(price),
    [ANY.left]: left > 0 ? `sisa ${left.toLocaleString("id-ID")}` : "habis di buku",
    [ANY.unit]: unit,
    [ANY.name]: name,
  });
}

/** @param {string} id of a template @param {string} word */
export function named(id, word) {
  return spelled(id, { [ANY.name]: word });
}

/**
 * A copy of a template with its words replaced, in texts and attributes.
 * @param {string} id
 * @param {Record<string, string>} words
 */
function spelled(id, words) {
  const made = copyOf(id);
  if (!made) throw new Error(id);
  const all = document.createTreeWalker(made, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = /** @type {Node | null} */ (made); node; node = all.nextNode()) {
    if (node instanceof Element)
      for (const attribute of node.attributes) attribute.value = replaced(attribute.value, words);
    else if (node.nodeValue) node.nodeValue = replaced(node.nodeValue, words);
  }
  return made;
}

/** @param {string} text @param {Record<string, string>} words */
function replaced(text, words) {
  return Object.entries(words).reduce((said, [from, to]) => said.replaceAll(from, () => to), text);
}

/** @returns {HTMLElement[]} */
export function lines() {
  return [...document.querySelectorAll(/** @type {"li"} */ ("#baris > li"))];
}

/** @param {HTMLElement} line */
export function unitsOf(line) {
  return Number(unitsField(line).value) || 0;
}

/** @param {HTMLElement} line @param {number} units */
export function setUnits(line, units) {
  unitsField(line).value = String(Math.min(units, MOST_OF_ONE));
}

/** @param {HTMLElement} line */
function unitsField(line) {
  return /** @type {HTMLInputElement} */ (line.querySelector("input[name=jumlah]"));
}
