// One pass over the outbox: the rows of who is signed in, oldest first. What cannot be told stops
// the pass and is tried again with the same key; a verdict lets the next row go (protocol.md 5).

import { sender } from "../people/session.js";
import { answer, writing } from "../store/database.js";
import { reveal } from "../store/vault.js";
import { world } from "../store/world.js";
import { conclude } from "./conclude.js";
import { request, takingBack } from "./envelope.js";
import { allRows } from "./keep.js";
import { alone } from "./lock.js";
import { isDue } from "./pace.js";
import { TO_SEND } from "./rows.js";
import { meaningOf, meaningOfTakingBack } from "./verdicts.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./verdicts.js").Meaning} Meaning */
/** @typedef {{meaning: Meaning, status: number, body: any, retryAfter: string | null}} Answered */

// These end the pass; after every other answer the next row goes.
const STOPS = ["later", "sign_in", "other_person", "unknown"];

/** Send what can be sent. Returns when nothing more goes for now. */
export async function deliver() {
  await alone(async () => {
    await revive();
    /** @type {Set<string>} */
    const passed = new Set();
    for (let row = await next(passed); row; row = await next(passed)) {
      passed.add(row.key);
      const answered = await send(row);
      await conclude(row, answered);
      world.tell({ type: "outbox" });
      if (STOPS.includes(answered.meaning)) return;
    }
  });
}

/** A row found in sending was cut off: nobody else sends, so it is sent again with its key. */
async function revive() {
  await writing(["outbox"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    for (const row of await answer(outbox.getAll()))
      if (row.state === "sending") outbox.put({ ...row, state: "queued" });
  });
}

/**
 * @param {Set<string>} passed keys of this pass
 * @returns {Promise<Row | null>} the oldest row that may go, marked as sent once more
 */
async function next(passed) {
  const person = await sender();
  const rows = (await allRows()).filter((row) => row.person === person);
  const undecided = rows.filter((row) => NO_VERDICT.includes(row.state)).map((row) => row.key);
  for (const row of rows) {
    if (!TO_SEND.includes(row.state) || passed.has(row.key)) continue;
    // What stands in line behind a row that has to wait waits too.
    if (!isDue(row.nextTryAt) && !WAITS_ALONE.includes(row.code)) return null;
    if (!isDue(row.nextTryAt) || (row.after && undecided.includes(row.after))) continue;
    const marked = await mark(row.key);
    if (marked) return marked;
  }
  return null;
}

// A refused row stays until its owner has looked, and what was written after it goes on.
const NO_VERDICT = [...TO_SEND, "mend", "replaced", "reused"];
const WAITS_ALONE = ["waits_for", "upgrade_needed"];

/** @param {string} key @returns {Promise<Row | null>} */
function mark(key) {
  return writing(["outbox"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const row = await answer(outbox.get(key));
    if (!row || !TO_SEND.includes(row.state)) return null;
    const state = row.state === "queued" ? "sending" : row.state;
    // From now on it may have arrived: it is frozen.
    const marked = { ...row, state, tries: row.tries + 1 };
    outbox.put(marked);
    return marked;
  });
}

/** @param {Row} row @returns {Promise<Answered>} */
async function send(row) {
  const content = await reveal(row.content);
  const isSent = row.state === "sending" && content !== null;
  const made = isSent ? request(row, content) : takingBack(row, content);
  const { address, asked, patienceMs } = made;
  const abort = new AbortController();
  const stopWaiting = world.later(patienceMs, () => abort.abort());
  try {
    const came = await world.fetch(address, { ...asked, signal: abort.signal });
    const body = await json(came);
    const judge = isSent ? meaningOf : meaningOfTakingBack;
    const meaning = judge(came.status, body, row.key);
    return { meaning, status: came.status, body, retryAfter: came.headers.get("retry-after") };
  } catch {
    return { meaning: "unknown", status: 0, body: null, retryAfter: null };
  } finally {
    stopWaiting();
  }
}

/** @param {Response} came */
async function json(came) {
  const kind = came.headers.get("content-type") ?? "";
  if (!/^application\/(problem\+)?json\b/.test(kind)) return null;
  return came.json().catch(() => null);
}

/** When the first row of anybody should be tried again; null where none waits for its time. */
export async function nextTry() {
  const waiting = (await allRows()).filter((row) => TO_SEND.includes(row.state) && row.nextTryAt);
  return waiting.length ? Math.min(...waiting.map((row) => row.nextTryAt)) : null;
}
