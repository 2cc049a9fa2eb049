// Forms about goods that were never opened while there was a signal, and the list to choose from: the
// pattern of the form, which brings all goods along. A count is left out: it must say what the books
// say now.

import { icon, pager, safe } from "./cards.js";
import { findCopy } from "./copies.js";
import { withWords } from "./goods.js";
import { hasWords } from "./words.js";

/** @typedef {import("./copies.js").Copy} Copy */
/** @typedef {import("../people/people.js").Unsealed} Unsealed */
/** @typedef {[id: number, name: string, unit: string, quantity: number]} FactGoods */

const FACT_PAGES = /^(\/gerai\/(?:barang-masuk|rusak))\?(.+)$/;
const EVERY_GOODS = /<div data-semua-barang="([^"]*)" hidden><\/div>/;
const FACT_ROWS = /<div class="card">\s*<ul class="rows">[\s\S]*?<\/ul>\s*<\/div>/;
const FACT_PAGER = /<nav class="pager"[\s\S]*?<\/nav>/;
const FACTS_PER_PAGE = 30;
// As web/views/shop/facts.py writes them.
const ANY_GOODS = { id: "2147483647", name: "[nama]", unit: "[satuan]", quantity: "987.654.321" };

/**
 * Put together a form about goods, or a part of the list to choose them from.
 * @param {Unsealed} who
 * @param {string} path
 * @returns {Promise<Copy | null>}
 */
export async function composeFact(who, path) {
  const [, place, query] = FACT_PAGES.exec(path) ?? [];
  const pattern = place && (await findCopy(who, `${place}?barang=pola`));
  const [marked, list] = (pattern && EVERY_GOODS.exec(pattern.text)) || [];
  const asked = new URLSearchParams(query);
  // Another gerai than the usual one has other stock.
  if (!pattern || !marked || !list || asked.get("gerai")) return null;
  /** @type {FactGoods[]} */
  const every = JSON.parse(unescaped(list));
  if (!asked.has("barang")) return chooser(await findCopy(who, place), place, every, asked);
  const goods = every.find(([id]) => String(id) === asked.get("barang"));
  return goods ? { ...pattern, text: filled(pattern.text.replace(marked, ""), goods) } : null;
}

/** @param {string} text @param {FactGoods} goods */
function filled(text, [id, name, unit, quantity]) {
  return text
    .replaceAll(ANY_GOODS.id, String(id))
    .replaceAll(ANY_GOODS.quantity, quantity.toLocaleString("id-ID"))
    .replaceAll(ANY_GOODS.unit, () => safe(unit))
    .replaceAll(ANY_GOODS.name, () => safe(name));
}

/**
 * @param {Copy | null} first the beginning of the list, which is there whenever the tab is
 * @param {string} place
 * @param {FactGoods[]} every
 * @param {URLSearchParams} asked
 * @returns {Copy | null}
 */
function chooser(first, place, every, asked) {
  if (!first || !FACT_ROWS.test(first.text)) return null;
  const words = (asked.get("cari") ?? "").trim();
  const found = every.filter(([, name]) => hasWords(name, words));
  const pages = Math.max(1, Math.ceil(found.length / FACTS_PER_PAGE));
  const page = Math.min(Math.max(Number.parseInt(asked.get("halaman") ?? "1", 10) || 1, 1), pages);
  const seen = found.slice((page - 1) * FACTS_PER_PAGE, page * FACTS_PER_PAGE);
  const rows = seen.map((goods) => factRow(place, goods)).join("");
  const list = `<ul class="rows">${rows || "<li>Tidak ditemukan di HP ini.</li>"}</ul>`;
  const text = withWords(first.text, words)
    .replace(FACT_PAGER, "")
    .replace(FACT_ROWS, () => `<div class="card">${list}</div>${pager(page, pages, words, "")}`);
  return { ...first, text };
}

/** @param {string} place @param {FactGoods} goods */
function factRow(place, [id, name, unit, quantity]) {
  const left = `${quantity.toLocaleString("id-ID")} ${safe(unit)}`;
  return `<li id="barang-${id}"><a class="row" href="${place}?barang=${id}">${icon("goods")}
<span class="body"><span><b>${safe(name)}</b></span><span class="side"><span class="small soft">${left}</span></span></span>
${icon("chevron")}</a></li>`;
}

/** @param {string} text as it stands in an attribute */
function unescaped(text) {
  return text
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
