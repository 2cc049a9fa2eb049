// Cards of goods as the server draws them (components/product.html), drawn on the phone.

import { inRupiah } from "../page/rupiah.js";
import { DIGEST } from "./shell.js";

/** @typedef {import("./goods.js").Goods} Goods */

const LONG_PRICE = 10_000_000;

/** @param {Goods} goods @param {string[]} photos addresses on this phone */
export function card(goods, photos) {
  const [id, name, , price, unit, available, , photo, unitPrice] = goods;
  const seen = photo && photos.find((path) => path.startsWith(`/foto/${photo}`));
  const picture = seen
    ? `<img class="photo" src="${safe(seen)}" width="192" height="192" alt="">`
    : `<div class="photo">${icon("goods")}</div>`;
  return `<li class="product" id="barang-${id}" data-harga="${price}" data-satuan="${safe(unit)}" data-stok="${available}">
<a href="/barang/${id}">${picture}<span>${safe(name)}</span></a>
<p class="price ${price >= LONG_PRICE ? "long" : ""}"><b>${inRupiah(price)}</b></p>
<p>${safe([`per ${unit}`, unitPrice].filter(Boolean).join(", "))}</p>
${available > 0 ? adding(goods) : '<p class="gone">Habis</p>'}
</li>`;
}

/** @param {Goods} goods */
function adding([id, name, , , unit, available, low]) {
  return `<p>${stock(available, low, unit)}</p>
<form method="post" action="/keranjang"><input type="hidden" name="barang" value="${id}">
<button class="button" name="jumlah" value="+1" aria-label="Tambah ${safe(name)}">${icon("plus")}Tambah</button>
</form>`;
}

/** @param {number} available @param {number} low @param {string} unit */
function stock(available, low, unit) {
  if (available <= low) return `Tinggal sedikit: ${available} ${safe(unit)}`;
  return `sisa ${available}`;
}

/** @param {string[]} categories @param {string} current */
export function chips(categories, current) {
  const links = categories.map((category) => {
    const mark = category === current ? ' aria-current="true"' : "";
    return `<a href="/barang?kategori=${encodeURIComponent(category)}"${mark}>${safe(category)}</a>`;
  });
  const all = `<a href="/barang"${current ? "" : ' aria-current="true"'}>Semua</a>`;
  return `<nav class="chips" aria-label="Kelompok barang">${all}${links.join("")}</nav>`;
}

/** @param {number} page @param {number} pages @param {string} words @param {string} category */
export function pager(page, pages, words, category) {
  if (pages === 1) return "";
  /** @param {number} to @param {string} rel @param {string} inside */
  const link = (to, rel, inside) => {
    const asked = new URLSearchParams({ cari: words, kategori: category, halaman: String(to) });
    return `<a class="button" rel="${rel}" href="?${safe(asked.toString())}">${inside}</a>`;
  };
  const before = page > 1 ? link(page - 1, "prev", `${icon("back")}Sebelumnya`) : "";
  const after = page < pages ? link(page + 1, "next", `Berikutnya${icon("chevron")}`) : "";
  const said = `<span class="soft">Halaman ${page} dari ${pages}</span>`;
  return `<nav class="pager" aria-label="Halaman">${before}${said}${after}</nav>`;
}

/** @param {string} name */
export function icon(name) {
  return `<svg class="icon" aria-hidden="true"><use href="/static/${DIGEST}/icons.svg#${name}"></use></svg>`;
}

/** @param {string} text */
export function safe(text) {
  /** @type {Record<string, string>} */
  const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (mark) => marks[mark]);
}
