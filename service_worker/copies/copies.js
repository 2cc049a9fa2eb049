// Saved pages, one cache per person, encrypted with her own key: without her PIN they are nothing.

import { cacheOf } from "../people/people.js";
import { decrypt, encrypt } from "../store/vault.js";
import { world } from "../store/world.js";

/** @typedef {import("../people/people.js").Unsealed} Unsealed */

/**
 * @typedef {object} Copy
 * @property {string} text the page, or data
 * @property {string} etag
 * @property {number} savedAt by this phone's clock
 * @property {string} servedAt by the server's clock, as its Date header says it
 * @property {[string, string][]} headers that belong to the page; `location`: it only leads on
 */

const IV_LENGTH = 12;
// Whatever the browser must know about a page to show it as the server would.
const KEPT_HEADERS = [
  "content-type",
  "content-security-policy",
  "referrer-policy",
  "permissions-policy",
  "x-content-type-options",
  "cross-origin-opener-policy",
  "location",
];
const [ETAG, SAVED_AT, SERVED_AT] = ["x-etag", "x-saved-at", "x-served-at"];

/**
 * @param {Unsealed} who
 * @param {string} path with its query
 * @param {string} text
 * @param {Headers} headers of the answer
 */
export async function keepCopy(who, path, text, headers) {
  const { iv, data } = await encrypt(who.pageKey, new TextEncoder().encode(text));
  const kept = new Headers({
    [ETAG]: headers.get("etag") ?? "",
    [SAVED_AT]: String(world.now()),
    [SERVED_AT]: headers.get("date") ?? "",
  });
  for (const name of KEPT_HEADERS) {
    const value = headers.get(name);
    if (value) kept.set(name, value);
  }
  const cache = await cacheFor(who.person);
  await cache.put(
    keyOfCopy(who.person, path),
    new Response(new Blob([iv, data]), { headers: kept }),
  );
}

/**
 * @param {Unsealed} who
 * @param {string} path
 * @returns {Promise<Copy | null>}
 */
export async function findCopy(who, path) {
  const cache = await cacheFor(who.person);
  const kept = await cache.match(keyOfCopy(who.person, path));
  if (!kept) return null;
  const bytes = await kept.arrayBuffer();
  const iv = new Uint8Array(bytes.slice(0, IV_LENGTH));
  const opened = await decrypt(who.pageKey, { iv, data: bytes.slice(IV_LENGTH) });
  if (!opened) return null;
  return {
    text: new TextDecoder().decode(opened),
    etag: kept.headers.get(ETAG) ?? "",
    savedAt: Number(kept.headers.get(SAVED_AT)),
    servedAt: kept.headers.get(SERVED_AT) ?? "",
    headers: [...kept.headers].filter(([name]) => KEPT_HEADERS.includes(name)),
  };
}

/** @param {string} person */
function cacheFor(person) {
  return /** @type {CacheStorage} */ (world.caches).open(cacheOf(person));
}

/**
 * An address of our own making: the browser's rules about variants do not touch it.
 * @param {string} person
 * @param {string} path
 */
function keyOfCopy(person, path) {
  return `/__copy/${person}/page/${encodeURIComponent(path)}`;
}
