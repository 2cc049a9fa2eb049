// The whole gerai without a signal: one small list, from which every page of goods is put together.

import { card, chips, pager, safe } from "./cards.js";
import { findCopy } from "./copies.js";
import { photosHere } from "./shell.js";
import { hasWords } from "./words.js";

/** @typedef {import("./copies.js").Copy} Copy */
/** @typedef {import("../people/people.js").Unsealed} Unsealed */
/**
 * @typedef {[id: number, name: string, category: number, price: number, unit: string,
 *   available: number, low: number, photo: string, unitPrice: string]} Goods
 * @typedef {{as_of: string, categories: string[], goods: Goods[]}} Gerai
 */

const GERAI = "/barang/semua";
const PER_PAGE = 12;
const SEARCHED = /(id="cari"\s+name="cari"\s+value=")[^"]*"/;
const SHELF = /<!--daftar-->[\s\S]*?<!--\/daftar-->/;

/**
 * Put a page of goods together that was never seen: a category, a search, one product.
 * @param {Unsealed} who
 * @param {string} path
 * @returns {Promise<Copy | null>}
 */
export async function compose(who, path) {
  const part = await shelfOf(who, path);
  const base = part && (await findCopy(who, "/barang"));
  if (!base) return null;
  const words = new URLSearchParams(path.split("?")[1]).get("cari") ?? "";
  const shelved = base.text.replace(SHELF, () => `<!--daftar-->${part.html}<!--/daftar-->`);
  const text = withWords(shelved, words);
  return { ...base, text, etag: "", servedAt: part.servedAt, savedAt: part.savedAt };
}

/** What was searched for stands in its field. @param {string} text @param {string} words */
export function withWords(text, words) {
  return text.replace(SEARCHED, (_whole, before) => `${before}${safe(words)}"`);
}

/**
 * The part of a page that a search asks for.
 * @param {Unsealed} who
 * @param {string} path
 * @returns {Promise<Response | null>}
 */
export async function fragment(who, path) {
  const part = await shelfOf(who, path);
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return part ? new Response(part.html, { headers }) : null;
}

/** @param {Unsealed} who @param {string} path */
async function shelfOf(who, path) {
  const [place, query = ""] = path.split("?");
  const id = /^\/barang\/(\d+)$/.exec(place)?.[1];
  if (place !== "/barang" && !id) return null;
  const copy = await findCopy(who, GERAI);
  if (!copy) return null;
  const gerai = /** @type {Gerai} */ (JSON.parse(copy.text));
  const photos = await photosHere();
  const html = id
    ? one(gerai, Number(id), photos)
    : shelf(gerai, new URLSearchParams(query), photos);
  return html ? { html, servedAt: copy.servedAt, savedAt: copy.savedAt } : null;
}

/** @param {Gerai} gerai @param {number} id @param {string[]} photos */
function one(gerai, id, photos) {
  const goods = gerai.goods.find((found) => found[0] === id);
  if (!goods) return "";
  return `<ul class="shelf">${card(goods, photos)}</ul>`;
}

/** @param {Gerai} gerai @param {URLSearchParams} asked @param {string[]} photos */
function shelf(gerai, asked, photos) {
  const category = asked.get("kategori") ?? "";
  const words = (asked.get("cari") ?? "").trim();
  const found = gerai.goods.filter(
    (goods) =>
      (!category || gerai.categories[goods[2]] === category) && matches(gerai, goods, words),
  );
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const page = Math.min(Math.max(Number.parseInt(asked.get("halaman") ?? "1", 10) || 1, 1), pages);
  const seen = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const count =
    words || category ? `<p class="small soft" role="status">${found.length} barang</p>` : "";
  const list = seen.length
    ? `<ul class="shelf">${seen.map((goods) => card(goods, photos)).join("")}</ul>`
    : '<p role="status">Tidak ditemukan di daftar yang tersimpan di HP ini.</p>';
  return chips(gerai.categories, category) + count + list + pager(page, pages, words, category);
}

/** @param {Gerai} gerai @param {Goods} goods @param {string} words */
function matches(gerai, goods, words) {
  return hasWords(`${goods[1]} ${gerai.categories[goods[2]]}`, words);
}
