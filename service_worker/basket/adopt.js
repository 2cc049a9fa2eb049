// What the server says of the basket, on a page it has just made: other phones and plain forms
// change it there.

import { world } from "../store/world.js";
import { printedSum } from "./bar.js";
import { basketOf, changeBasket } from "./kept.js";
import { settled, sumOf, unheard } from "./lines.js";
import { linesOn } from "./seen.js";

/**
 * Settle what this page shows with what the phone keeps. A saved copy says nothing new.
 * @param {string} person
 */
export async function readPage(person) {
  if (document.body.dataset.kept) return;
  const seenAt = performance.timeOrigin;
  if (document.getElementById("pesan")) {
    await settle(person, document, seenAt);
    return;
  }
  const basket = await basketOf(person);
  const printed = printedSum();
  const isSame = printed?.count === basket.lines.length && printed.rupiah === sumOf(basket);
  if (!printed || isSame || unheard(basket).length) return;
  await askForIt(person);
}

/** Only the page of the basket says all of it. @param {string} person */
async function askForIt(person) {
  const seenAt = world.now();
  const came = await world.fetch("/keranjang", { cache: "no-store", credentials: "same-origin" });
  if (!came.ok) return;
  const page = new DOMParser().parseFromString(await came.text(), "text/html");
  if (page.body.dataset.person === person) await settle(person, page, seenAt);
}

/** @param {string} person @param {Document} page @param {number} seenAt */
function settle(person, page, seenAt) {
  return changeBasket(person, (basket) => settled(basket, linesOn(page, "defaultValue"), seenAt));
}
