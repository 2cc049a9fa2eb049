// A row as it travels: the form's own address and fields, and its envelope (protocol.md 2).

import { world } from "../store/world.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Content} Content */

const FORM_PATIENCE_MS = 30_000;
const MS_PER_3_KB = 1_000;

/**
 * @param {Row} row
 * @param {Content} content
 * @returns {{address: string, asked: RequestInit, patienceMs: number}}
 */
export function request(row, content) {
  const isFile = content.fields.some(([, value]) => typeof value !== "string");
  const body = isFile ? multipart(content.fields) : new URLSearchParams(texts(content.fields));
  const bytes = content.fields.reduce((sum, [, value]) => sum + size(value), 0);
  return posted(content.path, { ...envelope(row), "Lumbung-Form": row.form }, body, bytes);
}

/**
 * @param {Row} row
 * @param {Content | null} content of a row that may have arrived
 * @returns {{address: string, asked: RequestInit, patienceMs: number}}
 */
export function takingBack(row, content) {
  // What was written for a cooperative one watches over lies in that one's books.
  const place = /^\/pantau\/\d+(?=\/)/.exec(content?.path ?? "")?.[0] ?? "";
  return posted(`${place}/kiriman/${row.key}/batal`, envelope(row), new URLSearchParams(), 0);
}

/**
 * @param {string} address
 * @param {Record<string, string>} headers
 * @param {BodyInit} body
 * @param {number} bytes
 */
function posted(address, headers, body, bytes) {
  /** @type {RequestInit} */
  const asked = {
    method: "POST",
    headers,
    body,
    credentials: "same-origin",
    // A sign-in page and a success look the same once they are followed.
    redirect: "manual",
    cache: "no-store",
  };
  return { address, asked, patienceMs: FORM_PATIENCE_MS + (bytes / 3_000) * MS_PER_3_KB };
}

/**
 * @param {Row} row
 * @returns {Record<string, string>}
 */
function envelope(row) {
  /** @type {Record<string, string>} */
  const headers = {
    Accept: "application/json",
    "Idempotency-Key": `"${row.key}"`,
    "Lumbung-Person": row.person,
    "Lumbung-Device": row.device,
    "Lumbung-Seq": String(row.seq),
    "Lumbung-Queued-At": new Date(row.queuedAt).toISOString(),
    "Lumbung-Sent-At": new Date(world.now()).toISOString(),
  };
  if (row.after) headers["Lumbung-After"] = `"${row.after}"`;
  if (row.replaces.length) headers["Lumbung-Replaces"] = replaced(row);
  return headers;
}

/** With their counters: of one that never arrives, the server then looks for nothing. @param {Row} row */
function replaced({ replaces, replacedSeqs = {} }) {
  const named = replaces.map((key) =>
    key in replacedSeqs ? `${key};seq=${replacedSeqs[key]}` : key,
  );
  return named.slice(0, 20).join(", ");
}

/** @param {Content["fields"]} fields */
function texts(fields) {
  return fields.map(([name, value]) => [name, /** @type {string} */ (value)]);
}

/** @param {Content["fields"]} fields */
function multipart(fields) {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, fileOf(value), value.name);
  }
  return form;
}

/** @param {import("./rows.js").Attached} attached */
function fileOf(attached) {
  const bytes = Uint8Array.from(atob(attached.base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: attached.type });
}

/** @param {string | import("./rows.js").Attached} value */
function size(value) {
  return typeof value === "string" ? value.length : value.base64.length * 0.75;
}
