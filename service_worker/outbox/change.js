// What its owner may still do about a row: take it back, send it at once, decide, send it as new.

import { answer, writing } from "../store/database.js";
import { reveal } from "../store/vault.js";
import { world } from "../store/world.js";
import { keep } from "./keep.js";
import { HIDDEN } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row */

/**
 * Take a row back. Never tried: it is gone. Tried once, or kept as a draft by the server: the
 * server is asked, and until it has answered the row says so. A row with its last word just goes.
 * @param {string} key
 */
export async function takeBack(key) {
  await changing(key, (row) => {
    // A second tap: it is on its way out, and the server has still to hear of its number.
    if (HIDDEN.includes(row.state)) return row;
    if (row.state === "queued" && row.tries === 0)
      return { ...row, state: "dropped", content: null, answer: null };
    return ["queued", "sending", "mend", "cancelling"].includes(row.state) ? cancelling(row) : null;
  });
}

/** @param {Row} row @returns {Row} */
function cancelling(row) {
  return { ...row, state: "cancelling", failures: 0, nextTryAt: 0 };
}

/**
 * Try everything at once, whatever the pace said, but for what the server asked to wait with.
 * @param {string} person
 */
export async function hurry(person) {
  await writing(["outbox"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    for (const row of await answer(outbox.getAll()))
      if (row.person === person && row.nextTryAt && row.code !== "asked_to_wait")
        outbox.put({ ...row, nextTryAt: 0 });
  });
}

/**
 * Jadi: the offer becomes a new row that replaces the one it answers.
 * @param {Row} row in state "decide"
 * @param {string} key of the new row
 */
export async function accept(row, key) {
  /** @type {import("./rows.js").Content | null} */
  const content = await reveal(row.content);
  const said = await reveal(row.answer);
  if (!content || !said?.offer) return false;
  const rest = content.fields.filter(([name]) => !LINE.includes(name));
  const lines = said.offer.lines.filter((/** @type {any} */ line) => line.ada > 0);
  const fields = [...lines.flatMap(fieldsOf), ...rest];
  const total = said.offer.total_rupiah;
  const { person, device, form, subject } = row;
  const replaces = [row.key, ...row.replaces];
  const changed = { ...content, fields, total };
  return keep({ key, person, device, form, subject, replaces, content: changed });
}

const LINE = ["barang", "jumlah", "harga"];

/** @param {{barang: number, ada: number, harga_baru: number}} line */
function fieldsOf(line) {
  return [
    ["barang", String(line.barang)],
    ["jumlah", String(line.ada)],
    ["harga", String(line.harga_baru)],
  ];
}

/**
 * Send a row again as something new: its key belonged to something else.
 * @param {Row} row in state "reused"
 * @param {string} key of the new row
 */
export async function sendAsNew(row, key) {
  const content = await reveal(row.content);
  if (!content) return false;
  const { person, device, form, subject } = row;
  const isNew = await keep({ key, person, device, form, subject, content, place: row.key });
  await changing(row.key, () => null);
  return isNew;
}

/**
 * Change a row, or remove it.
 * @param {string} key
 * @param {(row: Row) => Row | null} change
 */
async function changing(key, change) {
  await writing(["outbox"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const row = await answer(outbox.get(key));
    if (!row) return;
    const changed = change(row);
    if (changed === row) return;
    for (const other of await answer(outbox.getAll())) {
      // Both ends of an edit go: what may have arrived before it is taken back as well.
      if (row.replaces.includes(other.key) && other.state === "replaced")
        outbox.put(cancelling(other));
      // Nothing of it is known at the server, so nothing may wait for it there.
      if (!changed && row.state === "reused" && other.after === row.key)
        outbox.put({ ...other, after: null });
    }
    if (changed) outbox.put(changed);
    else outbox.delete(key);
  });
  world.tell({ type: "outbox" });
}
