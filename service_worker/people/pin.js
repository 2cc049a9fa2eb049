// A PIN on the phone: it wraps the key of its person's saved pages, so what it opens is its proof.

import { freshKey } from "../store/vault.js";
import { world } from "../store/world.js";

export const ROUNDS = 210_000;
const SALT_BYTES = 16;

/** @typedef {{salt: Uint8Array<ArrayBuffer>, rounds: number}} Salted */

/** @returns {Salted} */
export function freshSalt() {
  return { salt: world.crypto.getRandomValues(new Uint8Array(SALT_BYTES)), rounds: ROUNDS };
}

/**
 * The key that a PIN makes: PBKDF2-SHA-256 with its own salt (protocol.md 6).
 * @param {string} pin
 * @param {Salted} salted
 */
export async function keyOf(pin, { salt, rounds }) {
  const typed = new TextEncoder().encode(pin);
  const { subtle } = world.crypto;
  const base = await subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const made = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const kind = { name: "AES-KW", length: 256 };
  return subtle.deriveKey(made, base, kind, false, ["wrapKey", "unwrapKey"]);
}

/** @param {CryptoKey} pageKey @param {CryptoKey} pinKey */
export function wrap(pageKey, pinKey) {
  return world.crypto.subtle.wrapKey("raw", pageKey, pinKey, "AES-KW");
}

/**
 * @param {ArrayBuffer} wrapped
 * @param {CryptoKey} pinKey
 * @returns {Promise<CryptoKey | null>} null where the PIN is not the one it was wrapped with
 */
export function unwrap(wrapped, pinKey) {
  const uses = /** @type {KeyUsage[]} */ (["encrypt", "decrypt"]);
  return world.crypto.subtle
    .unwrapKey("raw", wrapped, pinKey, "AES-KW", "AES-GCM", true, uses)
    .catch(() => null);
}

export function freshPageKey() {
  return freshKey(true);
}
