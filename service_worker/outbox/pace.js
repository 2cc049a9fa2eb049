// When a row is tried again: soon at first, then at a walk, never never (offline.md 3.4).

import { world } from "../store/world.js";

const STEPS_MS = [5_000, 15_000, 60_000, 300_000, 900_000, 1_800_000];
const JITTER = 0.2;
const MOST_RETRY_AFTER_MS = 3_600_000;

/**
 * @param {number} failures in a row, the last one included
 * @param {string | null} retryAfter what the server asked for, in seconds
 */
export function nextTryAt(failures, retryAfter) {
  const asked = Number(retryAfter) * 1000;
  if (retryAfter && asked >= 0) return world.now() + Math.min(asked, MOST_RETRY_AFTER_MS);
  const step = STEPS_MS[Math.min(failures, STEPS_MS.length) - 1] ?? STEPS_MS[0];
  return world.now() + step * (1 - JITTER + 2 * JITTER * world.random());
}

/**
 * Whether the time of a row has come. A time further away than any pace was written under a clock
 * that ran ahead.
 * @param {number} at
 */
export function isDue(at) {
  return at <= world.now() || at > world.now() + MOST_RETRY_AFTER_MS;
}
