// One question to the server, its whole answer waited for: half a page is no page.

import { isDoor } from "../people/doors.js";
import { arrive, unsealed } from "../people/people.js";
import { noteSender } from "../people/session.js";
import { keepCopy } from "./copies.js";
import { DIGEST } from "./shell.js";

/** @typedef {import("./copies.js").Copy} Copy */
/**
 * @typedef {{kind: "page", text: string, status: number, headers: Headers}
 *   | {kind: "same", headers: Headers} | {kind: "redirect", response: Response}
 *   | {kind: "stranger"} | {kind: "failed"}} Came
 */

// Pages that say something once.
const ONCE = ["sudah", "masuk", "ulang", "hilang"];

/**
 * Ask for a page or data of the person who is unsealed, and keep what comes.
 * @param {string} path
 * @param {Copy | null} copy what is here already
 * @param {AbortSignal} [signal]
 * @returns {Promise<Came>}
 */
export async function ask(path, copy, signal) {
  try {
    const response = await fetch(path, {
      headers: questionHeaders(copy),
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal,
    });
    if (response.type === "opaqueredirect") return { kind: "redirect", response };
    if (!isOurs(response)) return { kind: "failed" };
    const text = await response.text();
    return await received(path, text, response, copy);
  } catch {
    return { kind: "failed" };
  }
}

/** @param {Copy | null} copy */
function questionHeaders(copy) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "text/html", "Lumbung-Shell": DIGEST };
  if (copy?.etag) headers["If-None-Match"] = copy.etag;
  return headers;
}

/** A captive portal answers for everybody; a broken gateway is no answer of the village's. */
function isOurs(/** @type {Response} */ response) {
  return response.status < 500 && response.headers.has("content-security-policy");
}

/**
 * @param {string} path
 * @param {string} text
 * @param {Response} response
 * @param {Copy | null} copy
 * @returns {Promise<Came>}
 */
async function received(path, text, response, copy) {
  const { headers, status } = response;
  const person = headers.get("lumbung-person");
  if (person && !isDoor(path)) {
    if (!(await arrive(person))) return { kind: "stranger" };
    await noteSender(person);
  }
  if (status === 304) return copy ? sameAs(path, copy, headers) : { kind: "failed" };
  if (status === 200 && person && mayBeKept(path, headers)) {
    const who = await unsealed();
    if (who?.person === person) await keepCopy(who, path, text, headers).catch(() => {});
  }
  return { kind: "page", text, status, headers };
}

/**
 * @param {string} path
 * @param {Copy} copy
 * @param {Headers} headers
 * @returns {Promise<Came>}
 */
async function sameAs(path, copy, headers) {
  const who = await unsealed();
  const renewed = new Headers(copy.headers);
  renewed.set("etag", copy.etag);
  renewed.set("date", headers.get("date") ?? copy.servedAt);
  if (who) await keepCopy(who, path, copy.text, renewed).catch(() => {});
  return { kind: "same", headers: renewed };
}

/**
 * @param {string} path
 * @param {Headers} headers
 */
function mayBeKept(path, headers) {
  const query = new URLSearchParams(path.split("?")[1] ?? "");
  const isData = (headers.get("content-type") ?? "").startsWith("application/json");
  const isPage = headers.has("lumbung-page") || isData;
  const isLeaving = path === "/keluar"; // a door that must open without a signal too
  return isPage && (isLeaving || !isDoor(path)) && !ONCE.some((name) => query.has(name));
}
