// Into the outbox: on the disk before any network, under its own key, in the order it was written.

import { answer, reading, writing } from "../store/database.js";
import { conceal, reveal } from "../store/vault.js";
import { world } from "../store/world.js";
import { bySeq, freshRow, HIDDEN, TO_SEND } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Content} Content */

/**
 * @typedef {object} Written
 * @property {string} key
 * @property {string} person
 * @property {string} device
 * @property {string} form
 * @property {string} [subject]
 * @property {string[]} [replaces] the row that is edited or decided on comes first
 * @property {string} [place] the row it stands in line for: what waited for that waits for this
 * @property {Content} content
 */

/**
 * Keep a form. The same key a second time is a double tap: the row that is there stays as it is.
 * `also` runs in the same transaction, on the stores it names.
 * @param {Written} written
 * @param {{stores: string[], act: (tx: IDBTransaction) => void}} [also]
 * @returns {Promise<boolean>} whether it was new
 */
export async function keep(written, also) {
  const { key, person, device, form, subject = "", replaces = [], place = replaces[0] } = written;
  const content = await conceal(written.content);
  const seen = world.countedBefore(device);
  const seq = await writing(["outbox", "meta", ...(also?.stores ?? [])], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const rows = await answer(outbox.getAll());
    if (rows.some((row) => row.key === key)) return null;
    const counted = await nextSeq(tx.objectStore("meta"), device, seen);
    const before = rows.find((row) => row.key === place);
    const after = before ? before.after : subject ? lastUnsent(rows, person, subject) : null;
    const made = { key, person, device, form, subject, replaces, content };
    const replacedSeqs = seqsOf(rows, device, replaces);
    outbox.add(freshRow(made, { seq: counted, replacedSeqs, after, queuedAt: world.now() }));
    for (const row of rows) {
      if (replaces.includes(row.key)) outbox.put(putAside(row));
      else if (row.after && row.after === place) outbox.put({ ...row, after: key });
    }
    also?.act(tx);
    return counted;
  });
  if (seq === null) return false;
  world.countedNow(device, seq);
  world.tell({ type: "outbox" });
  return true;
}

/**
 * @param {IDBObjectStore} meta
 * @param {string} device
 * @param {number} seen the highest number another place remembers
 */
async function nextSeq(meta, device, seen) {
  const name = `seq:${device}`;
  const kept = await answer(meta.get(name));
  const seq = Math.max(kept?.seq ?? 0, seen) + 1;
  meta.put({ k: name, seq });
  return seq;
}

/**
 * @param {Row[]} rows
 * @param {string} device
 * @param {string[]} keys
 * @returns {Record<string, number>}
 */
function seqsOf(rows, device, keys) {
  const meant = rows.filter((row) => row.device === device && keys.includes(row.key));
  return Object.fromEntries(meant.map((row) => [row.key, row.seq]));
}

/**
 * @param {Row[]} rows
 * @param {string} person
 * @param {string} subject
 */
function lastUnsent(rows, person, subject) {
  const same = rows.filter((row) => row.person === person && row.subject === subject);
  const waiting = same.filter((row) => TO_SEND.includes(row.state) || row.state === "mend");
  return waiting.sort(bySeq).at(-1)?.key ?? null;
}

/**
 * A row that was never tried is simply gone; the server still hears of its number. One that may
 * have arrived waits aside until its replacement has its verdict.
 * @param {Row} row
 * @returns {Row}
 */
function putAside(row) {
  if (row.tries === 0) return { ...row, state: "dropped", content: null };
  return { ...row, state: "replaced" };
}

/**
 * @returns {Promise<Row[]>} everything, in the order it was written
 */
export async function allRows() {
  const rows = await reading(["outbox"], (tx) => answer(tx.objectStore("outbox").getAll()));
  return rows.sort(bySeq);
}

/**
 * The rows of one person, opened; of the others only their count.
 * @param {string} person
 * @returns {Promise<{rows: (Row & {opened: Content | null, said: any})[], others: number}>}
 */
export async function rowsFor(person) {
  const rows = (await allRows()).filter((row) => !HIDDEN.includes(row.state));
  const mine = rows.filter((row) => row.person === person);
  const opened = mine.map(async (row) => ({
    ...row,
    opened: await reveal(row.content),
    said: await reveal(row.answer),
  }));
  return { rows: await Promise.all(opened), others: rows.length - mine.length };
}
