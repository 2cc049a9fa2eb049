// What an answer does to a row. It leaves the outbox only after a final verdict that echoed its key,
// in the same transaction in which its receipt is kept.

import { noteSender } from "../people/session.js";
import { answer, writing } from "../store/database.js";
import { conceal } from "../store/vault.js";
import { world } from "../store/world.js";
import { nextTryAt } from "./pace.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./delivery.js").Answered} Answered */

const WAIT_FOR_ANOTHER_MS = 30_000;
const WAIT_FOR_UPGRADE_MS = 600_000;
const KEPT_MS = 30 * 24 * 3_600_000;
const MOST_KEPT = 300;

/**
 * @param {Row} row as it was sent
 * @param {Answered} answered
 */
export async function conclude(row, answered) {
  const { meaning, body } = answered;
  if (meaning === "sign_in" || meaning === "other_person") await noteSender(null);
  const facts = meaning === "accepted" ? await conceal(body.facts ?? {}) : null;
  const said = body ? await conceal(saidBy(body)) : null;
  await writing(["outbox", "history"], async (tx) => {
    const outbox = tx.objectStore("outbox");
    const now = await answer(outbox.get(row.key));
    if (!now) return;
    if (meaning === "accepted" || meaning === "cancelled") {
      outbox.delete(row.key);
      await keepReceipt(tx.objectStore("history"), { ...now, content: row.content }, body, facts);
    } else {
      outbox.put(rowAfter(now, answered, said));
    }
    // The server keeps nothing of a row it never took, so nothing waits for it there.
    if (meaning === "refused" && !body.final)
      for (const other of await answer(outbox.getAll()))
        if (other.after === row.key) outbox.put({ ...other, after: null });
    // The server has closed them together with this one.
    if (body?.final && closes(row, meaning)) for (const key of row.replaces) outbox.delete(key);
  });
}

/** @param {Row} row @param {Answered["meaning"]} meaning */
function closes(row, meaning) {
  return (
    row.state === "sending" &&
    ["accepted", "refused", "decide", "late", "cancelled"].includes(meaning)
  );
}

/** @param {any} body */
function saidBy(body) {
  const { message = "", offer, problems } = body;
  return { message, offer, problems };
}

/**
 * @param {Row} now
 * @param {Answered} answered
 * @param {Row["answer"]} said
 * @returns {Row}
 */
function rowAfter(now, answered, said) {
  const { meaning, status, body, retryAfter } = answered;
  const heard = { status, code: body?.code ?? "", answer: said ?? now.answer };
  // Taken back while it was on its way: that wish stays.
  const waits = now.state === "sending" ? "queued" : now.state;
  switch (meaning) {
    case "decide":
    case "mend":
    case "refused":
    case "reused":
    case "late": {
      const state = now.state === "sending" ? meaning : now.state;
      return { ...now, ...heard, state, location: body.location ?? "", failures: 0, nextTryAt: 0 };
    }
    case "waits":
      return { ...now, ...heard, state: waits, nextTryAt: world.now() + WAIT_FOR_ANOTHER_MS };
    case "upgrade":
      return { ...now, ...heard, state: waits, nextTryAt: world.now() + WAIT_FOR_UPGRADE_MS };
    case "sign_in":
    case "other_person":
      return { ...now, ...heard, state: waits, nextTryAt: 0 };
    default: {
      const failures = now.failures + 1;
      const next = nextTryAt(failures, retryAfter);
      // A wait the server asked for is kept whatever happens on the phone.
      const code = retryAfter ? "asked_to_wait" : "";
      return { ...now, status, code, state: waits, failures, nextTryAt: next };
    }
  }
}

/**
 * @param {IDBObjectStore} history
 * @param {Row} row
 * @param {any} body
 * @param {Row["answer"]} facts
 */
async function keepReceipt(history, row, body, facts) {
  const at = world.now();
  const isAccepted = facts !== null;
  if (row.content) {
    const { key, person, form, content, queuedAt } = row;
    const location = body.location ?? "";
    history.put({ key, person, form, content, queuedAt, at, isAccepted, location, facts });
  }
  const kept = await answer(history.getAll());
  kept.sort((one, other) => other.at - one.at);
  for (const [place, receipt] of kept.entries())
    if (place >= MOST_KEPT || at - receipt.at > KEPT_MS) history.delete(receipt.key);
}
