// Keranjang: the lines of the phone's basket stand on the page, whatever the server printed.

import { inRupiah } from "../page/rupiah.js";
import { world } from "../store/world.js";
import { copyOf, fillIn } from "../waiting/draw.js";
import { keepDrawn } from "../waiting/hear.js";
import { readPage } from "./adopt.js";
import { offerUndo } from "./bar.js";
import { nameAfter } from "./cards.js";
import { basketOf, changeBasket } from "./kept.js";
import { withLine } from "./lines.js";
import { mirrorSoon, mirrorWhenever } from "./mirror.js";
import { numberIn } from "./seen.js";

/** @typedef {import("./lines.js").Basket} Basket */
/** @typedef {import("./lines.js").BasketLine} BasketLine */

/** @type {(_?: unknown) => void} */
let laid = () => {};
const isLaid = new Promise((done) => {
  laid = done;
});

/** Once the page shows what the phone's basket holds; before that it may be an old copy. */
export function basketLaid() {
  return isLaid;
}

export function watchBasketPage() {
  // A phone that cannot keep a basket orders what the server printed.
  return lay().then(laid, laid);
}

async function lay() {
  const form = document.getElementById("pesan");
  const { person } = document.body.dataset;
  const isBasket = form instanceof HTMLFormElement && "basket" in form.dataset;
  // Another gerai's basket is the server's alone.
  if (!isBasket || !person || form.querySelector("select[name=gerai]")) return;
  await basketOf(person);
  // The page's own sums go on; its mirror is ours from here.
  form.dataset.phone = "";
  await readPage(person);
  let isDrawn = false;
  const drawn = keepDrawn(["basket", "outbox"], async () => {
    // What is being ordered stays in sight until it is known where it went.
    if (form.dataset.sent && isDrawn) return;
    drawBasket(form, await basketOf(person));
    isDrawn = true;
  });
  document.addEventListener("change", (event) => unitsTyped(person, event), { capture: true });
  document.addEventListener("submit", (event) => removed(person, event), { capture: true });
  mirrorWhenever(person);
  await drawn;
}

/** @param {string} person @param {Event} event */
async function unitsTyped(person, event) {
  const field = event.target;
  const item = field instanceof HTMLInputElement ? field.closest('li[id^="baris-"]') : null;
  if (!(field instanceof HTMLInputElement) || !item || field.name !== "jumlah") return;
  // A field left empty is no wish to have nothing.
  if (field.value === "") return;
  await setUnits(person, goodsOf(item), Number(field.value));
}

/** The form goes out for an order only; taking a line out is ours. */
function removed(/** @type {string} */ person, /** @type {SubmitEvent} */ event) {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || button.getAttribute("formaction") !== "/keranjang")
    return;
  const item = button.closest('li[id^="baris-"]');
  // What is no longer sold is known to the server only.
  if (button.name === "hapus" && !item?.querySelector("input[name=jumlah]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (item) takeOut(person, item);
}

/** @param {string} person @param {Element} item */
async function takeOut(person, item) {
  const basket = await basketOf(person);
  const line = basket.lines.find(({ id }) => id === goodsOf(item));
  if (!line) return;
  const left = await setUnits(person, line.id, 0);
  // Under the thumb; of an empty basket there is only the page.
  const place = document.querySelector(left.length ? ".dock" : "main");
  if (place)
    offerUndo("templat-keluar", place, `${line.name} dihapus dari keranjang.`, async () => {
      await changeBasket(person, (now) => ({ ...withLine(now, line), at: world.now() }));
      mirrorSoon(person);
    });
}

/** @param {string} person @param {number} id @param {number} units */
async function setUnits(person, id, units) {
  const { lines } = await changeBasket(person, (basket) => {
    const line = basket.lines.find((one) => one.id === id);
    return line ? { ...withLine(basket, { ...line, units }), at: world.now() } : basket;
  });
  mirrorSoon(person);
  return lines;
}

/** @param {HTMLFormElement} form @param {Basket} basket */
function drawBasket(form, basket) {
  const list = form.querySelector("ul.rows");
  if (!list) return;
  const wanted = new Set(basket.lines.map(({ id }) => `baris-${id}`));
  for (const item of list.querySelectorAll('li[id^="baris-"]'))
    if (!wanted.has(item.id) && item.querySelector("input[name=jumlah]")) item.remove();
  for (const line of basket.lines) drawLine(list, line);
  const isEmpty = list.childElementCount === 0;
  const dock = document.querySelector(".dock:has([form=pesan])");
  for (const part of [form, dock]) if (part instanceof HTMLElement) part.hidden = isEmpty;
  const emptied = document.getElementById("keranjang-kosong");
  if (emptied) emptied.hidden = !isEmpty;
  const editing = document.getElementById("mengubah");
  if (editing) editing.hidden = basket.replaces.length === 0;
  // The page reckons its sums again.
  form.dispatchEvent(new Event("input"));
}

/** @param {Element} list @param {BasketLine} line */
function drawLine(list, line) {
  let item = document.getElementById(`baris-${line.id}`);
  if (!item) {
    item = lineFrom(line);
    if (item) list.append(item);
  }
  const field = item?.querySelector("input[name=jumlah]");
  // What she is typing just now is hers.
  if (
    field instanceof HTMLInputElement &&
    field !== document.activeElement &&
    numberIn(list, `#baris-${line.id} input[name=jumlah]`) !== line.units
  )
    field.value = String(line.units);
}

/** @param {BasketLine} line */
function lineFrom(line) {
  const item = copyOf("templat-baris");
  if (!item) return null;
  item.id = `baris-${line.id}`;
  item.dataset.harga = String(line.price);
  item.dataset.satuan = line.unit;
  fillIn(item, "name", line.name);
  fillIn(item, "price", `${inRupiah(line.price)} per ${line.unit}`);
  fillIn(item, "remove-name", ` ${line.name}`);
  nameAfter(item, line.name);
  for (const field of item.querySelectorAll("input")) {
    if (field.name === "barang") field.value = String(line.id);
    if (field.name === "harga") field.value = String(line.price);
  }
  const bin = item.querySelector("button[name=hapus]");
  if (bin instanceof HTMLButtonElement) bin.value = String(line.id);
  if (line.photo) showPhoto(item, line.photo);
  return item;
}

/** @param {HTMLElement} item @param {string} address */
function showPhoto(item, address) {
  const picture = document.createElement("img");
  picture.width = 192;
  picture.height = 192;
  picture.alt = "";
  picture.src = address;
  item.querySelector(".row > .icon")?.replaceWith(picture);
}

/** @param {Element} item */
function goodsOf(item) {
  return Number(item.id.slice("baris-".length));
}
