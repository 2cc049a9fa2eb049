// One row of the outbox: what is written on it in the clear, and what only this phone can read.

/**
 * @typedef {object} Row
 * @property {string} key the submission's key
 * @property {string} person opaque id of whose it is
 * @property {string} device opaque id of this phone
 * @property {number} seq counts the rows of this phone; shows the server a gap
 * @property {string} form name and version: "order/1"
 * @property {string} subject what it is about, where a later row must wait for it; else ""
 * @property {string | null} after the key of an earlier unsent row with the same subject
 * @property {string[]} replaces keys this row is an edit of, or the decision on
 * @property {Record<string, number>} [replacedSeqs] their counters: rows of older versions have none
 * @property {State} state
 * @property {number} tries how often it was sent; from the first time on it is frozen
 * @property {number} failures failures in a row, for the pace
 * @property {number} nextTryAt
 * @property {number} status of the last answer, 0 where there was none
 * @property {string} code of the last answer
 * @property {string} location the page of the draft or of what came of it
 * @property {number} queuedAt
 * @property {1} schema
 * @property {import("../store/vault.js").Concealed | null} content of type Content
 * @property {import("../store/vault.js").Concealed | null} answer of type Answer
 *
 * @typedef {"queued" | "sending" | "decide" | "mend" | "refused" | "reused" | "late"
 *   | "cancelling" | "dropped" | "replaced"} State
 *
 * @typedef {object} Content what was typed and how it is called
 * @property {string} path where the form goes
 * @property {[string, string | Attached][]} fields in their order
 * @property {string} title "Pesanan 3 barang"
 * @property {number | null} total in rupiah
 * @property {string[]} details one line each
 *
 * @typedef {{name: string, type: string, base64: string}} Attached a file
 *
 * @typedef {object} Answer what the server said
 * @property {string} message
 * @property {any} [offer]
 * @property {Record<string, string>} [problems]
 */

// Rows that go to the server, in this order of their counter.
export const TO_SEND = ["queued", "sending", "cancelling", "dropped"];
// Rows nobody needs to see: taken back before they were tried, or replaced by an edit.
export const HIDDEN = ["dropped", "replaced"];
// Rows that want their owner.
export const NEEDS_HER = ["decide", "mend", "refused", "reused", "late"];

/**
 * @param {Pick<Row, "key" | "person" | "device" | "form" | "subject" | "replaces" | "content">} made
 * @param {Required<Pick<Row, "seq" | "replacedSeqs" | "after" | "queuedAt">>} place
 * @returns {Row}
 */
export function freshRow(made, place) {
  return {
    ...made,
    ...place,
    state: "queued",
    tries: 0,
    failures: 0,
    nextTryAt: 0,
    status: 0,
    code: "",
    location: "",
    schema: 1,
    answer: null,
  };
}

/** @param {Row} one @param {Row} other */
export function bySeq(one, other) {
  return one.seq - other.seq || one.queuedAt - other.queuedAt;
}
