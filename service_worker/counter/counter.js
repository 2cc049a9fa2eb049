// Jual: goods are looked for and added up on the phone, with a signal or without. The server does the
// same with the address of the page where there is no script, or no list of goods here yet.

import { findCopy } from "../copies/copies.js";
import { hasWords } from "../copies/words.js";
import { isKept } from "../page/me.js";
import { unsealed } from "../people/people.js";
import { drawn, lines, named, setUnits, unitsOf } from "./lines.js";

/** @typedef {import("./lines.js").Goods} Goods */

const GOODS = "/gerai/jual/barang";
const MOST_FOUND = 12;
const IN_THE_ADDRESS = ["gerai", "anggota", "barang", "harga", "jumlah"];

/** @type {Node[]} what is sold again and again, in the place of what is found */
let usual = [];

export async function watchCounter() {
  const form = document.querySelector("form#jual");
  const who = form && (await unsealed());
  const copy = who && (await findCopy(who, GOODS));
  if (!(form instanceof HTMLFormElement) || !copy) return;
  const { gerai, goods } = JSON.parse(copy.text);
  // Another gerai than the usual one has other goods.
  if (String(gerai) !== new FormData(form).get("gerai")) return;
  usual = lines().length ? [] : [...(document.getElementById("temuan")?.childNodes ?? [])];
  form.addEventListener("click", (event) => onCounter(form, goods, event));
  clearAfterwards(form);
  if (!isKept()) refresh(goods);
  if (isKept() && !lines().length) layDown(form, goods, new URLSearchParams(location.search));
}

/** Back leads to an empty counter, not to the same sale once more. @param {HTMLFormElement} form */
function clearAfterwards(form) {
  let isSold = false;
  const onSubmit = (/** @type {SubmitEvent} */ { target, submitter }) => {
    if (target !== form || submitter?.hasAttribute("formaction")) return;
    isSold = true;
    history.replaceState(null, "", location.pathname);
  };
  addEventListener("submit", onSubmit, true);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && isSold) location.reload();
  });
}

/** Prices may have changed since the list was kept. @param {Goods[]} goods */
async function refresh(goods) {
  const came = await fetch(GOODS).catch(() => null);
  const fresh = came?.ok ? await came.json().catch(() => null) : null;
  if (fresh) goods.splice(0, goods.length, ...fresh.goods);
}

/** @param {HTMLFormElement} form @param {Goods[]} goods @param {MouseEvent} event */
function onCounter(form, goods, event) {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button && act(form, goods, button)) event.preventDefault();
}

/**
 * @param {HTMLFormElement} form
 * @param {Goods[]} goods
 * @param {HTMLButtonElement} button
 * @returns {boolean} false: that is for the server to do
 */
function act(form, goods, button) {
  const { name, value, dataset } = button;
  if (name === "tambah") return add(form, goods, value, 1);
  if (name === "hapus") return takeOff(form, value);
  if (name === "lepas" && button.type === "button") return chooseBuyer(form, goods, "");
  const isBuyer = document.activeElement?.id === "cari_anggota";
  if (dataset.cari === "anggota" || (dataset.cari && isBuyer)) return findBuyer(form, goods);
  return dataset.cari ? find(form, goods) : false;
}

/** What an address says that nobody answered. @param {HTMLFormElement} form @param {Goods[]} goods @param {URLSearchParams} asked */
function layDown(form, goods, asked) {
  const [ids, units] = [asked.getAll("barang"), asked.getAll("jumlah")];
  ids.forEach((id, place) => void add(form, goods, id, Number(units[place]) || 1));
  add(form, goods, asked.get("tambah") ?? "", 1);
  takeOff(form, asked.get("hapus") ?? "");
  const number = asked.get("lepas") ? "" : asked.get("pilih") || asked.get("anggota");
  if (number) chooseBuyer(form, goods, number);
  field("cari_anggota").value = number ? "" : (asked.get("cari_anggota") ?? "");
  findBuyer(form, goods);
  field("cari").value = asked.has("tambah") ? "" : (asked.get("cari") ?? "");
  find(form, goods);
}

/** @param {HTMLFormElement} form @param {Goods[]} goods @param {string} id @param {number} units */
function add(form, goods, id, units) {
  const found = goods.find(([number]) => String(number) === id);
  if (!found) return false;
  let line = document.getElementById(`baris-${id}`);
  if (line) setUnits(line, unitsOf(line) + units);
  else {
    line = drawn("templat-baris", found, isMember(form));
    setUnits(line, units);
    document.getElementById("baris")?.append(line);
  }
  field("cari").value = "";
  showFound(usual);
  return changed(form);
}

/** @param {HTMLFormElement} form @param {string} id */
function takeOff(form, id) {
  document.getElementById(`baris-${id}`)?.remove();
  return changed(form);
}

/** @param {HTMLFormElement} form @param {Goods[]} goods */
function find(form, goods) {
  const words = field("cari").value.trim();
  if (!words) {
    showFound(usual);
    return true;
  }
  const coded = goods.find(([, , code]) => code && code === words.toUpperCase());
  if (coded) return add(form, goods, String(coded[0]), 1);
  const found = goods.filter(([, name]) => hasWords(name, words)).slice(0, MOST_FOUND);
  // The server may know of goods that came since.
  if (!found.length && !isAway()) return false;
  const [card, ...more] = found.map((one) => drawn("templat-temuan", one, isMember(form)));
  card?.querySelector("ul")?.append(...more.flatMap((one) => [...one.querySelectorAll("li")]));
  showFound([card ?? named("templat-tidak-ada", words)]);
  return true;
}

/** @param {Node[]} parts */
function showFound(parts) {
  document.getElementById("temuan")?.replaceChildren(...parts);
}

/** Without a signal a member is known by her number only. @param {HTMLFormElement} form @param {Goods[]} goods */
function findBuyer(form, goods) {
  const asked = field("cari_anggota");
  const words = asked.value.trim();
  if (!words || !isAway()) return false;
  if (/^\d{1,6}$/.test(words)) return chooseBuyer(form, goods, words.padStart(4, "0"));
  asked.setCustomValidity("Tanpa sinyal, tulis nomor anggotanya.");
  asked.addEventListener("input", () => asked.setCustomValidity(""), { once: true });
  return !asked.reportValidity();
}

/** @param {HTMLFormElement} form @param {Goods[]} goods @param {string} number empty: nobody */
function chooseBuyer(form, goods, number) {
  const open = document.getElementById("cari_anggota")?.closest(".field");
  if (!(open instanceof HTMLElement)) return false;
  open.hidden = number !== "";
  field("cari_anggota").value = "";
  open.parentElement?.querySelector(".row")?.remove();
  if (number) open.after(named("templat-pembeli", number));
  form.toggleAttribute("data-no-bon", !number);
  // Her prices are others.
  for (const line of lines()) {
    const found = goods.find(([id]) => line.id === `baris-${id}`);
    if (!found) continue;
    const fresh = drawn("templat-baris", found, isMember(form));
    setUnits(fresh, unitsOf(line));
    line.replaceWith(fresh);
  }
  return changed(form);
}

/** @param {HTMLFormElement} form @returns {true} */
function changed(form) {
  const count = lines().length;
  for (const part of document.querySelectorAll("[data-berbaris]"))
    if (part instanceof HTMLElement) part.hidden = count === 0;
  form.dataset.title = `Jual ${count} barang`;
  // Whoever adds up hears of it.
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (IN_THE_ADDRESS.includes(name)) kept.append(name, String(value));
  history.replaceState(null, "", `?${kept}`);
  return true;
}

/** @param {string} id */
function field(id) {
  return /** @type {HTMLInputElement} */ (document.getElementById(id) ?? { value: "" });
}

/** @param {HTMLFormElement} form */
function isMember(form) {
  return Boolean(new FormData(form).get("anggota"));
}

function isAway() {
  return isKept() || !navigator.onLine;
}
