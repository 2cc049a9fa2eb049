// After a form was kept: to what came of it if that is quickly known, else to where it waits.

import { allRows } from "../outbox/keep.js";
import { answer, reading } from "../store/database.js";
import { reveal } from "../store/vault.js";
import { showProblems } from "./problems.js";

const WAIT_FOR_VERDICT_MS = 2_500;

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {Promise<void>} delivering
 */
export async function goOn(form, key, delivering) {
  await Promise.race([delivering, new Promise((done) => setTimeout(done, WAIT_FOR_VERDICT_MS))]);
  const row = (await allRows()).find((one) => one.key === key);
  if (!row) return location.assign((await locationOf(key)) || "/kiriman");
  if (row.state === "mend") {
    const said = await reveal(row.answer);
    // She is still here: what is wrong stands at its field, and the next try replaces this one.
    form.dataset.replaces = [key, ...row.replaces].join(",");
    if (showProblems(form, said?.problems ?? {})) return;
    return location.assign(row.location || "/kiriman");
  }
  const isWaiting = row.state === "queued" || row.state === "sending";
  location.assign(isWaiting && row.form.startsWith("order/") ? "/pesanan" : `/kiriman#${key}`);
}

/** @param {string} key */
async function locationOf(key) {
  const receipt = await reading(["history"], (tx) => answer(tx.objectStore("history").get(key)));
  return receipt?.location ?? "";
}
