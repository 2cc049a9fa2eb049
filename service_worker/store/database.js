// The phone's own store. Its shape only grows: a new release never drops what an old one wrote.

import { world } from "./world.js";

const STORE = "lumbung";
/** @type {((db: IDBDatabase) => void)[]} */
const UPGRADES = [
  (db) => {
    db.createObjectStore("outbox", { keyPath: "key" });
    db.createObjectStore("history", { keyPath: "key" });
    db.createObjectStore("people", { keyPath: "person" });
    db.createObjectStore("baskets", { keyPath: "person" });
    db.createObjectStore("meta", { keyPath: "k" });
  },
];

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase>} */
function openStore() {
  opening ??= openAnew().catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** Close the store, so that the next use opens it anew. */
export async function closeStore() {
  const db = await opening;
  opening = null;
  db?.close();
}

/** @returns {Promise<IDBDatabase>} */
function openAnew() {
  return new Promise((resolve, reject) => {
    const request = world.indexedDB.open(STORE, UPGRADES.length);
    request.onupgradeneeded = (event) => {
      for (const upgrade of UPGRADES.slice(event.oldVersion)) upgrade(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      // Another release wants to add to it, or the browser has taken it away.
      db.onversionchange = () => closeStore();
      db.onclose = () => {
        opening = null;
      };
      resolve(db);
    };
  });
}

/**
 * Look something up in one transaction.
 * @template T
 * @param {string[]} stores
 * @param {(tx: IDBTransaction) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function reading(stores, act) {
  const db = await openStore();
  return act(db.transaction(stores, "readonly"));
}

/**
 * Write in one transaction; it is on the disk when this returns. `act` may await nothing but the
 * requests of its transaction: whatever else it needs must be worked out before.
 * @template T
 * @param {string[]} stores
 * @param {(tx: IDBTransaction) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function writing(stores, act) {
  const db = await openStore();
  const tx = db.transaction(stores, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error ?? new DOMException("aborted", "AbortError"));
  });
  try {
    const result = await act(tx);
    await done;
    return result;
  } catch (error) {
    done.catch(() => {});
    abort(tx);
    throw error;
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} tx */
function abort(tx) {
  try {
    tx.abort();
  } catch {
    // It has ended by itself.
  }
}

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
export function readMeta(name) {
  return reading(["meta"], (tx) => answer(tx.objectStore("meta").get(name)));
}

/**
 * Keep a mark, or take it away with null.
 * @param {string} name
 * @param {object | null} value
 */
export function writeMeta(name, value) {
  return writing(["meta"], async (tx) => {
    if (value === null) tx.objectStore("meta").delete(name);
    else tx.objectStore("meta").put({ ...value, k: name });
  });
}
