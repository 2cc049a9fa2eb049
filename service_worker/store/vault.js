// Nothing personal lies on the phone in the clear. Rows and names are concealed with a key of this
// phone that no script can read out; saved pages with a key that the person's PIN unwraps.

import { answer, readMeta, writing } from "./database.js";
import { world } from "./world.js";

const AES = "AES-GCM";
const IV_BYTES = 12;

/** @typedef {{iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer}} Concealed */

/** @type {CryptoKey | null} */
let known = null;

/**
 * @param {unknown} value anything JSON can say
 * @returns {Promise<Concealed>}
 */
export async function conceal(value) {
  return encrypt(await phoneKey(), new TextEncoder().encode(JSON.stringify(value)));
}

/**
 * @param {Concealed | null | undefined} concealed
 * @returns {Promise<any>} null where there is nothing, or nothing this phone can read any more
 */
export async function reveal(concealed) {
  if (!concealed) return null;
  const bytes = await decrypt(await phoneKey(), concealed);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

/**
 * @param {CryptoKey} key
 * @param {BufferSource} bytes
 * @returns {Promise<Concealed>}
 */
export async function encrypt(key, bytes) {
  const iv = world.crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return { iv, data: await world.crypto.subtle.encrypt({ name: AES, iv }, key, bytes) };
}

/**
 * @param {CryptoKey} key
 * @param {Concealed} concealed
 * @returns {Promise<ArrayBuffer | null>} null under another key
 */
export async function decrypt(key, { iv, data }) {
  return world.crypto.subtle.decrypt({ name: AES, iv }, key, data).catch(() => null);
}

/** @param {boolean} extractable so that it can be wrapped */
export function freshKey(extractable) {
  return world.crypto.subtle.generateKey({ name: AES, length: 256 }, extractable, [
    "encrypt",
    "decrypt",
  ]);
}

async function phoneKey() {
  known ??= (await readMeta("phone-key"))?.key ?? (await makePhoneKey());
  return /** @type {CryptoKey} */ (known);
}

async function makePhoneKey() {
  const fresh = await freshKey(false);
  return writing(["meta"], async (tx) => {
    // Another tab may have been quicker: the first key stays.
    const meta = tx.objectStore("meta");
    const first = await answer(meta.get("phone-key"));
    if (!first) meta.put({ k: "phone-key", key: fresh });
    return first?.key ?? fresh;
  });
}

/** Forget what is held in memory: the store behind it may be another one. */
export function forgetPhoneKey() {
  known = null;
}
