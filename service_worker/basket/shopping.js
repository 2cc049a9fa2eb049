// Where goods are chosen: a tap goes into the phone's basket first, at once, with or without signal.

import { world } from "../store/world.js";
import { keepDrawn } from "../waiting/hear.js";
import { readPage } from "./adopt.js";
import { drawBar, offerUndo } from "./bar.js";
import { drawCards, lineOf } from "./cards.js";
import { basketOf, changeBasket } from "./kept.js";
import { unitsIn, withLine } from "./lines.js";
import { mirrorSoon, mirrorWhenever } from "./mirror.js";

/** @typedef {import("./lines.js").BasketLine} BasketLine */

const FORM = 'form[action="/keranjang"]';

/** Call before htmx has a chance: the listeners are those of the capture phase. */
export async function watchShopping() {
  const { person } = document.body.dataset;
  if (!person || !document.getElementById("templat-jumlah")) return;
  // A phone that keeps nothing leaves all to the server.
  await basketOf(person);
  for (const type of ["submit", "change"])
    document.addEventListener(type, (event) => takeOver(person, event), { capture: true });
  await readPage(person);
  const draw = async () => {
    const basket = await basketOf(person);
    drawCards(unitsIn(basket));
    drawBar(basket);
    drawProduct(unitsIn(basket));
  };
  keepDrawn(["basket"], draw);
  watchList(draw);
  mirrorWhenever(person);
}

/** What a search brings is the server's: the phone's numbers go on it. */
function watchList(/** @type {() => Promise<void>} */ draw) {
  const list = document.getElementById("daftar");
  if (list) new MutationObserver(draw).observe(list, { childList: true });
}

/** @param {string} person @param {Event} event */
function takeOver(person, event) {
  const form = event.target instanceof Element ? event.target.closest(FORM) : null;
  const card = form && cardOf(form);
  if (!(form instanceof HTMLFormElement) || !card) return;
  event.stopImmediatePropagation();
  // The stepper of a product page waits for its button.
  if (event.type === "change" && !form.closest(".product")) return;
  event.preventDefault();
  put(person, card, askedBy(form, event), !form.closest(".product"));
}

/** @param {HTMLFormElement} form @param {Event} event @returns {string} "3" in all, "+1" more */
function askedBy(form, event) {
  const button = event instanceof SubmitEvent ? event.submitter : null;
  if (button instanceof HTMLButtonElement && button.name === "jumlah") return button.value;
  return String(new FormData(form).get("jumlah") ?? "+1");
}

/** @param {Element} form @returns {HTMLElement | null} what carries the name and price */
function cardOf(form) {
  const id = new FormData(/** @type {HTMLFormElement} */ (form)).get("barang");
  const card = form.closest(".product") ?? document.getElementById(`barang-${id}`);
  return card instanceof HTMLElement && card.dataset.harga ? card : null;
}

/**
 * @param {string} person
 * @param {HTMLElement} card
 * @param {string} asked so many in all, or "+1" more
 * @param {boolean} says whether it is said with the way back, as where nothing else shows it
 */
async function put(person, card, asked, says) {
  if (!/^[+-]?\d+$/.test(asked)) return;
  let before = 0;
  const basket = await changeBasket(person, (old) => {
    const { id } = lineOf(card, 0);
    before = unitsIn(old)[id] ?? 0;
    const wanted = Number.parseInt(asked, 10) || 0;
    const units = /^[+-]/.test(asked) ? before + wanted : wanted;
    return { ...withLine(old, lineOf(card, units)), at: world.now() };
  });
  const { name } = lineOf(card, 0);
  const bar = says && document.querySelector(".dock");
  const isIn = basket.lines.some((line) => line.id === lineOf(card, 0).id);
  if (bar)
    offerUndo("templat-masuk", bar, `${name} ${isIn ? "masuk" : "keluar dari"} keranjang.`, () =>
      put(person, card, String(before), false),
    );
  mirrorSoon(person);
}

/** The button of a product page. @param {Record<string, number>} units */
function drawProduct(units) {
  const form = document.querySelector(`.dock ${FORM}.pair`);
  const field = form?.querySelector("input[type=number]");
  const word = form?.querySelector("[data-word]");
  const id = form instanceof HTMLFormElement ? String(new FormData(form).get("barang")) : "";
  if (!(field instanceof HTMLInputElement) || !word) return;
  const isIn = id in units;
  field.min = isIn ? "0" : "1";
  if (field !== document.activeElement) field.value = String(units[id] ?? 1);
  word.textContent = isIn ? "Ubah" : "Tambah";
}
