// What this phone has delivered: its receipts, opened for their owner.

import { answer, reading } from "../store/database.js";
import { reveal } from "../store/vault.js";

/**
 * @typedef {object} Receipt
 * @property {string} key
 * @property {string} form
 * @property {number} at when the answer came, by this phone's clock
 * @property {string} location
 * @property {string} title
 * @property {number | null} total in rupiah
 * @property {string} code what she says at the counter, where there is one
 */

/**
 * The accepted ones of one person, the latest first.
 * @param {string} person
 * @param {number} since
 * @returns {Promise<Receipt[]>}
 */
export async function receiptsOf(person, since) {
  const kept = await reading(["history"], (tx) => answer(tx.objectStore("history").getAll()));
  const hers = kept.filter((one) => one.person === person && one.isAccepted && one.at >= since);
  hers.sort((one, other) => other.at - one.at);
  return Promise.all(hers.map(openedReceipt));
}

/** @param {any} kept @returns {Promise<Receipt>} */
async function openedReceipt({ key, form, at, location, content, facts }) {
  const [written, said] = await Promise.all([reveal(content), reveal(facts)]);
  return {
    key,
    form,
    at,
    location,
    title: written?.title ?? "Kiriman",
    total: said?.total_rupiah ?? written?.total ?? null,
    code: said?.code ?? "",
  };
}
