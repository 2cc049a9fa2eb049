// After the first page stands: her other pages and the list of goods, for when the signal is gone.

import { isDoor } from "../people/doors.js";
import { unsealed } from "../people/people.js";
import { world } from "../store/world.js";
import { ask } from "./ask.js";
import { findCopy, keepCopy } from "./copies.js";
import { PACK, unpack } from "./pack.js";

const FRESH_MS = 900_000;
const MOST = 24;

/**
 * Fetch what is not here or is no longer fresh, one after the other, while there is a signal.
 * @param {string[]} paths
 */
export async function warm(paths) {
  for (const path of paths.slice(0, MOST)) {
    const who = await unsealed();
    if (!who) return;
    const copy = await findCopy(who, path);
    if (copy && Math.abs(world.now() - copy.savedAt) < FRESH_MS) continue;
    const came = await ask(path, copy);
    if (came.kind === "failed" || came.kind === "stranger") return;
    if (came.kind === "redirect") await keepWay(who, path).catch(() => {});
    if (path === PACK) await unpack(who).catch(() => {});
  }
}

/**
 * The home screen opens "/", which leads to the first page of her role: the way is kept too. Where a
 * redirect goes is only told to who follows it.
 * @param {import("../people/people.js").Unsealed} who
 * @param {string} path
 */
async function keepWay(who, path) {
  const came = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  const { pathname, search } = new URL(came.url);
  if (came.ok && came.redirected && !isDoor(pathname))
    await keepCopy(who, path, "", new Headers({ location: pathname + search }));
}
