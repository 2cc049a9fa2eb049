// Who uses this phone: who is unsealed, who is sealed behind her PIN, who has left (protocol.md 6).

import { answer, readMeta, writeMeta, writing } from "../store/database.js";
import { world } from "../store/world.js";
import { freshPageKey, freshSalt, keyOf, unwrap, wrap } from "./pin.js";
import { find, MOST_MISSES } from "./register.js";
import { noteSender } from "./session.js";

/** @typedef {{person: string, pageKey: CryptoKey}} Unsealed */

// A sign-in that was begun and never came through is none after this long.
const ENTERING_MS = 600_000;
const TELLING_MS = 4_000;

/** @param {string} person */
export function cacheOf(person) {
  return `pages-${person}`;
}

/** @returns {Promise<Unsealed | null>} */
export async function unsealed() {
  return (await readMeta("unsealed")) ?? null;
}

/**
 * A PIN is on its way to the server. What it proves is kept once the server has let her in.
 * @param {string} pin empty where she signs in with something else
 * @param {string | null} person whose it is, as far as the page knows
 */
export async function enter(pin, person) {
  const known = person ? await find(person) : null;
  const salted = known ?? freshSalt();
  const pinKey = pin ? await keyOf(pin, salted) : null;
  const { salt, rounds } = salted;
  await writeMeta("entering", { at: world.now(), person, salt, rounds, pinKey });
}

/** The sign-in page is shown again: what was begun came to nothing. */
export function enterNot() {
  return writeMeta("entering", null);
}

/**
 * The server has answered somebody. She is let in if she is the one unsealed, or has just signed in
 * on this phone, or is the first one here; anybody else is a stranger to the pages of this phone.
 * @param {string} person
 * @returns {Promise<boolean>}
 */
export async function arrive(person) {
  const [now, entering, locked] = await Promise.all([
    unsealed(),
    readMeta("entering"),
    readMeta("sealed"),
  ]);
  const isEntering = entering && Math.abs(world.now() - entering.at) < ENTERING_MS;
  if (!isEntering && now?.person === person) return true;
  if (!isEntering && (now || locked)) return false;
  await letIn(person, isEntering ? entering : null);
  return true;
}

/**
 * @param {string} person
 * @param {{salt: Uint8Array<ArrayBuffer>, rounds: number, pinKey: CryptoKey | null} | null} entering
 */
async function letIn(person, entering) {
  const [known, now] = [await find(person), await unsealed()];
  const held = now?.person === person ? now.pageKey : null;
  const pinKey = entering?.pinKey ?? null;
  const old = held ?? (known?.wrapped && pinKey ? await unwrap(known.wrapped, pinKey) : null);
  const pageKey = old ?? (await freshPageKey());
  if (!old) await world.caches?.delete(cacheOf(person));
  const { salt, rounds } = (pinKey && entering) || known || freshSalt();
  const wrapped = pinKey ? await wrap(pageKey, pinKey) : old ? (known?.wrapped ?? null) : null;
  await writing(["people", "meta"], async (tx) => {
    const [people, meta] = [tx.objectStore("people"), tx.objectStore("meta")];
    people.put({ person, salt, rounds, wrapped, misses: 0, name: known?.name ?? null });
    meta.put({ k: "unsealed", person, pageKey });
    meta.put({ k: "session", person });
    for (const mark of ["entering", "sealed", "leave", "lock"]) meta.delete(mark);
  });
  world.tell({ type: "people" });
}

/**
 * Seal: from now on the lock page stands before everything. Pages without a PIN to open them again
 * are dropped. `tells` what the server still has to hear: that the session is locked.
 * @param {boolean} tells
 */
export async function seal(tells) {
  const now = await unsealed();
  const known = now ? await find(now.person) : null;
  if (now && !known?.wrapped) await world.caches?.delete(cacheOf(now.person));
  await writing(["meta"], async (tx) => {
    const meta = tx.objectStore("meta");
    meta.put({ k: "sealed" });
    if (tells) meta.put({ k: "lock" });
    for (const mark of ["unsealed", "entering"]) meta.delete(mark);
  });
  world.tell({ type: "people" });
}

/**
 * Open somebody's pages without a signal.
 * @param {string} person
 * @param {string} pin
 * @returns {Promise<"open" | "wrong" | "shut">} shut: only the server can open them now
 */
export async function unseal(person, pin) {
  const known = await find(person);
  if (!known?.wrapped || known.misses >= MOST_MISSES) return "shut";
  const pageKey = await unwrap(known.wrapped, await keyOf(pin, known));
  await writing(["people", "meta"], async (tx) => {
    const [people, meta] = [tx.objectStore("people"), tx.objectStore("meta")];
    const fresh = await answer(people.get(person));
    if (!fresh) return;
    people.put({ ...fresh, misses: pageKey ? 0 : fresh.misses + 1 });
    if (!pageKey) return;
    meta.put({ k: "unsealed", person, pageKey });
    meta.delete("sealed");
    // Locked and opened again by the same person: the server need not hear of it.
    if ((await answer(meta.get("session")))?.person === person) meta.delete("lock");
  });
  if (pageKey) world.tell({ type: "people" });
  if (pageKey) return "open";
  return known.misses + 1 >= MOST_MISSES ? "shut" : "wrong";
}

/**
 * Keluar: her saved pages and what opens them go; what she has not sent stays.
 * @param {string} person
 * @param {boolean} tells whether the server still has to hear of it
 */
export async function leave(person, tells) {
  await writing(["people", "meta", "baskets"], async (tx) => {
    const meta = tx.objectStore("meta");
    tx.objectStore("people").delete(person);
    tx.objectStore("baskets").delete(person);
    meta.put({ k: "sealed" });
    if (tells) meta.put({ k: "leave", person });
    for (const mark of ["unsealed", "entering", "session", "lock"]) meta.delete(mark);
  });
  await world.caches?.delete(cacheOf(person));
  world.tell({ type: "people" });
}

/**
 * Tell the server what was decided without a signal: that she left, or that the phone is locked.
 * @returns {Promise<boolean>} whether nothing is left to be told
 */
export async function tellServer() {
  const [left, locked] = await Promise.all([readMeta("leave"), readMeta("lock")]);
  if (left && !(await told("/keluar"))) return false;
  if (left) await writeMeta("leave", null);
  if (left) await noteSender(null);
  if (locked && (await told("/kunci"))) await writeMeta("lock", null);
  return true;
}

/** @param {string} path */
async function told(path) {
  const abort = new AbortController();
  const stopWaiting = world.later(TELLING_MS, () => abort.abort());
  /** @type {RequestInit} */
  const asked = { method: "POST", headers: { Accept: "application/json" }, signal: abort.signal };
  const came = await world
    .fetch(path, { ...asked, redirect: "manual", cache: "no-store", credentials: "same-origin" })
    .catch(() => null);
  const kind = came?.headers.get("content-type") ?? "";
  const body = kind.includes("json") ? await came?.json().catch(() => null) : null;
  stopWaiting();
  return ["left", "locked", "not_signed_in"].includes(body?.code);
}
