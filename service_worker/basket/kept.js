// The phone's basket: kept per person, concealed. Two tabs may fill it at the same time.

import { answer, reading, writing } from "../store/database.js";
import { conceal, reveal } from "../store/vault.js";
import { world } from "../store/world.js";
import { emptyBasket, ordered, withOrder } from "./lines.js";

/** @typedef {import("./lines.js").Basket} Basket */
/** @typedef {import("./lines.js").BasketLine} BasketLine */
/** @typedef {{person: string, turn: number, box: import("../store/vault.js").Concealed}} KeptBasket */

const BASKETS = "baskets";

/** @param {string} person @returns {Promise<Basket>} */
export async function basketOf(person) {
  return openedBasket(await keptBasket(person));
}

/** @param {string} person @returns {Promise<KeptBasket | undefined>} */
function keptBasket(person) {
  return reading([BASKETS], (tx) => answer(tx.objectStore(BASKETS).get(person)));
}

/** @param {KeptBasket | undefined} kept @returns {Promise<Basket>} */
async function openedBasket(kept) {
  return (await reveal(kept?.box)) ?? emptyBasket();
}

/**
 * Change a basket. Concealing takes a moment: whoever was quicker in another tab is read again.
 * @param {string} person
 * @param {(basket: Basket) => Basket} change
 * @returns {Promise<Basket>}
 */
export async function changeBasket(person, change) {
  for (;;) {
    const kept = await keptBasket(person);
    const before = await openedBasket(kept);
    const after = change(before);
    if (after === before) return before;
    const turn = (kept?.turn ?? 0) + 1;
    const box = await conceal(after);
    const isKept = await writing([BASKETS], async (tx) => {
      const baskets = tx.objectStore(BASKETS);
      const now = await answer(baskets.get(person));
      if ((now?.turn ?? 0) !== (kept?.turn ?? 0)) return false;
      baskets.put({ person, turn, box });
      return true;
    });
    if (!isKept) continue;
    world.tell({ type: "basket" });
    return after;
  }
}

/** @param {string} person @param {BasketLine[]} lines @param {string[]} replaces */
export function putBack(person, lines, replaces) {
  return changeBasket(person, (basket) => ({
    ...withOrder(basket, lines, replaces),
    at: world.now(),
  }));
}

/**
 * The basket was ordered: it is emptied in the transaction that keeps the order.
 * @param {string} person
 * @returns {Promise<{stores: string[], act: (tx: IDBTransaction) => void}>}
 */
export async function basketLinesTaken(person) {
  const kept = await keptBasket(person);
  const basket = await openedBasket(kept);
  const box = await conceal(ordered(basket, world.now()));
  const turn = (kept?.turn ?? 0) + 1;
  return {
    stores: [BASKETS],
    act: (tx) => {
      tx.objectStore(BASKETS).put({ person, turn, box });
    },
  };
}

/**
 * @param {string} person
 * @returns {Promise<string[]>} keys the order of this basket replaces
 */
export async function basketReplaces(person) {
  return (await basketOf(person)).replaces;
}
