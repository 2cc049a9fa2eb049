// The people of this phone, as it remembers them: what opens their pages, and their names concealed.

import { answer, reading, writing } from "../store/database.js";
import { conceal, reveal } from "../store/vault.js";

/**
 * @typedef {object} Person
 * @property {string} person opaque id
 * @property {Uint8Array<ArrayBuffer>} salt
 * @property {number} rounds
 * @property {ArrayBuffer | null} wrapped the key of her pages; null: no PIN of hers was seen here
 * @property {number} misses wrong PINs since the last right one
 * @property {import("../store/vault.js").Concealed | null} name
 */

export const MOST_MISSES = 5;

/** @param {string} person @returns {Promise<Person | null>} */
export async function find(person) {
  const found = await reading(["people"], (tx) => answer(tx.objectStore("people").get(person)));
  return found ?? null;
}

/** @param {string} person @param {string} name as the page greets her */
export async function noteName(person, name) {
  const known = await find(person);
  if (!known || known.name) return;
  const concealed = await conceal(name);
  await writing(["people"], async (tx) => {
    const fresh = await answer(tx.objectStore("people").get(person));
    if (fresh) tx.objectStore("people").put({ ...fresh, name: concealed });
  });
}

/** @returns {Promise<{person: string, name: string, canOpen: boolean}[]>} */
export async function peopleHere() {
  const found = await reading(["people"], (tx) => answer(tx.objectStore("people").getAll()));
  const named = found.map(async ({ person, name, wrapped, misses }) => ({
    person,
    name: (await reveal(name)) ?? "Anggota",
    canOpen: Boolean(wrapped) && misses < MOST_MISSES,
  }));
  return Promise.all(named);
}
