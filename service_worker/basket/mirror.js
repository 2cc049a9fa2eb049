// The server's copy of the basket: told in absolute numbers when there is a signal, never queued.

import { world } from "../store/world.js";
import { basketOf, changeBasket } from "./kept.js";
import { afterTelling, unheard } from "./lines.js";

const AFTER_THE_LAST_CHANGE_MS = 600;
const MOST_AT_ONCE = 50;

let stopWaiting = () => {};

/** Now, when the signal is back, and on leaving. @param {string} person */
export function mirrorWhenever(person) {
  mirrorBasket(person);
  addEventListener("online", () => mirrorBasket(person));
  addEventListener("pagehide", () => mirrorBasket(person));
}

/** Tell the server soon: after the last of several taps. @param {string} person */
export function mirrorSoon(person) {
  stopWaiting();
  stopWaiting = world.later(AFTER_THE_LAST_CHANGE_MS, () => mirrorBasket(person));
}

/**
 * Tell the server what it has not heard. Failures are ignored: the next page tells it.
 * @param {string} person
 */
export async function mirrorBasket(person) {
  try {
    const told = unheard(await basketOf(person)).slice(0, MOST_AT_ONCE);
    if (!told.length || !(await sent(person, told))) return;
    await changeBasket(person, (basket) => afterTelling(basket, told, world.now()));
  } catch {
    // Without a signal nothing is lost: the order carries its own lines.
  }
}

/**
 * @param {string} person
 * @param {[string, number][]} told
 */
async function sent(person, told) {
  const fields = told.flatMap(([id, units]) => [
    ["barang", id],
    ["jumlah", String(units)],
  ]);
  const came = await world.fetch("/keranjang", {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: "application/json", "Lumbung-Person": person },
    redirect: "manual",
    cache: "no-store",
    credentials: "same-origin",
    // She may be on her way to another page.
    keepalive: true,
  });
  if (!came.ok) return false;
  return (await came.json()).code === "kept";
}
