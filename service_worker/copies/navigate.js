// A page is asked for. The network answers first, if it answers in time; else the saved copy does,
// says how old it is, and what comes later is told, never swapped in (architecture.md 5).

import { seal, tellServer, unsealed } from "../people/people.js";
import { readMeta, writeMeta } from "../store/database.js";
import { world } from "../store/world.js";
import { ask } from "./ask.js";
import { findCopy } from "./copies.js";
import { composeFact } from "./facts.js";
import { compose } from "./goods.js";
import { shown } from "./mark.js";
import { LOCK_PAGE, OFFLINE_PAGE, shellPage } from "./shell.js";

/** @typedef {import("./ask.js").Came} Came */
/** @typedef {import("./copies.js").Copy} Copy */

const SILENCE_MS = 3_000;
// Right after a silence nobody waits as long again: the copy first, the network behind it.
const SILENCE_AGAIN_MS = 400;
const BAD_SIGNAL_MS = 60_000;
const NO_COPY_MS = 30_000;
const IDLE_MS = 600_000;
const COUNTER = "/gerai/jual?";

let silentAt = Number.NEGATIVE_INFINITY;

/**
 * @param {string} path with its query
 * @param {(going: Promise<unknown>) => void} waitUntil
 * @returns {Promise<Response>}
 */
export async function navigate(path, waitUntil) {
  if (path === LOCK_PAGE || !(await hasLeft(waitUntil))) return shellPage(LOCK_PAGE);
  await lockWhenIdle();
  const who = await unsealed();
  const copy = who && (await findCopy(who, path));
  const made = copy ?? (who && (await composed(who, path)));
  const going = ask(path, copy);
  const came = await inTime(going, made ? patience() : NO_COPY_MS);
  if (came === "silence") {
    silentAt = world.now();
    waitUntil(going.then((late) => tellLate(path, late)));
    return made ? shown(made, "weak") : shellPage(OFFLINE_PAGE);
  }
  return answerWith(came, copy, made);
}

/**
 * @param {import("../people/people.js").Unsealed} who
 * @param {string} path
 * @returns {Promise<Copy | null>}
 */
async function composed(who, path) {
  // What lies on the counter stands in its address; the page reads it there.
  if (path.startsWith(COUNTER)) return findCopy(who, COUNTER.slice(0, -1));
  return (await compose(who, path)) ?? (await composeFact(who, path));
}

/**
 * A leave goes before everything else; that the phone is locked is told by the way.
 * @param {(going: Promise<unknown>) => void} waitUntil
 */
async function hasLeft(waitUntil) {
  const telling = tellServer();
  if (await readMeta("leave")) return (await inTime(telling, SILENCE_MS)) === true;
  waitUntil(telling);
  return true;
}

/**
 * @param {Came} came
 * @param {Copy | null} copy
 * @param {Copy | null} made
 * @returns {Promise<Response>}
 */
async function answerWith(came, copy, made) {
  switch (came.kind) {
    case "redirect":
      return came.response;
    case "stranger":
      return shellPage(LOCK_PAGE);
    case "same":
      return copy ? shown(copy, "") : Response.error();
    case "page":
      return new Response(came.text, { status: came.status, headers: came.headers });
    default:
      if (made) return shown(made, "offline");
      return shellPage((await unsealed()) ? OFFLINE_PAGE : await lockOrOffline());
  }
}

/** A phone that nobody has used yet has nothing to lock. */
async function lockOrOffline() {
  return (await readMeta("sealed")) ? LOCK_PAGE : OFFLINE_PAGE;
}

function patience() {
  return world.now() - silentAt < BAD_SIGNAL_MS ? SILENCE_AGAIN_MS : SILENCE_MS;
}

/**
 * @template T
 * @param {Promise<T>} going
 * @param {number} ms
 * @returns {Promise<T | "silence">}
 */
function inTime(going, ms) {
  return new Promise((resolve) => {
    const stop = world.later(ms, () => resolve("silence"));
    going.then((came) => {
      stop();
      resolve(came);
    });
  });
}

/**
 * @param {string} path
 * @param {Came} late
 */
function tellLate(path, late) {
  if (late.kind !== "failed") silentAt = Number.NEGATIVE_INFINITY;
  const word = { page: "fresh", same: "confirmed", redirect: "fresh", stranger: "fresh" };
  if (late.kind !== "failed") world.tell({ type: word[late.kind], path });
}

/** Whoever works behind the counter is locked after ten minutes, without a signal too. */
async function lockWhenIdle() {
  const used = await readMeta("used");
  if (!used?.locks) return;
  const idle = world.now() - used.at;
  if (idle > IDLE_MS && (await unsealed())) await seal(true);
  else if (idle > IDLE_MS / 10) await writeMeta("used", { ...used, at: world.now() });
}
