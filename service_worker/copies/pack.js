// Bekal: the pages of an assistant's cooperatives come in one answer, and are kept one by one.

import { findCopy, keepCopy } from "./copies.js";

export const PACK = "/pantau/bekal";

/** @typedef {import("../people/people.js").Unsealed} Unsealed */
/** @typedef {{pages: [path: string, etag: string, html: string][]}} Pack */

/**
 * Keep every page of the pack that lies here, as of when the pack came.
 * @param {Unsealed} who
 */
export async function unpack(who) {
  const copy = await findCopy(who, PACK);
  if (!copy) return;
  const { pages } = /** @type {Pack} */ (JSON.parse(copy.text));
  const headers = new Headers(copy.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("date", copy.servedAt);
  for (const [path, etag, html] of pages) {
    headers.set("etag", etag);
    await keepCopy(who, path, html, headers);
  }
}
