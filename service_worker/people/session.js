// Whose session the server has last spoken of. Only her rows are sent.

import { readMeta, writeMeta } from "../store/database.js";

/** @returns {Promise<string | null>} */
export async function sender() {
  const left = await readMeta("leave");
  if (left) return null;
  const [session, unsealed] = [await readMeta("session"), await readMeta("unsealed")];
  return session?.person ?? unsealed?.person ?? null;
}

/**
 * Note who is signed in; null: the server knows nobody, or somebody else.
 * @param {string | null} person
 */
export async function noteSender(person) {
  const noted = await readMeta("session");
  if ((noted?.person ?? null) !== person) await writeMeta("session", person ? { person } : null);
}
