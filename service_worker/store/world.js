// All that the phone's side takes from outside, in one place, so that a test can be the world.

/** @type {any} */
const here = globalThis;

export const world = {
  /** @type {IDBFactory} */
  indexedDB: here.indexedDB,
  /** @type {Crypto} */
  crypto: here.crypto,
  /** @type {CacheStorage | undefined} */
  caches: here.caches,
  /** @type {LockManager | undefined} */
  locks: here.navigator?.locks,
  /** @type {(address: string, asked: RequestInit) => Promise<Response>} */
  fetch: (address, asked) => here.fetch(address, asked),
  now: () => Date.now(),
  random: () => Math.random(),
  uuid: freshUuid,
  // Waits, or stops waiting early when it is aborted.
  /** @type {(ms: number, act: () => void) => () => void} */
  later: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  // This page, the other tabs and the worker hear that something on this phone has changed.
  /** @type {(message: {type: string, [more: string]: unknown}) => void} */
  tell: (message) => {
    channel()?.postMessage(message);
    // Who changes hands on this page is on her way elsewhere already.
    if (message.type !== "people")
      channel()?.dispatchEvent(new MessageEvent("message", { data: message }));
  },
  // The counter of rows, kept also where an eviction of the storage does not reach.
  /** @type {(device: string) => number} */
  countedBefore: () => 0,
  /** @type {(device: string, count: number) => void} */
  countedNow: () => {},
};

/** @type {BroadcastChannel | null} */
let radio = null;

export function channel() {
  if (!("BroadcastChannel" in globalThis)) return null;
  radio ??= new BroadcastChannel("lumbung");
  return radio;
}

/** A random UUID; `randomUUID` is missing before Chrome 92. */
function freshUuid() {
  if (world.crypto.randomUUID) return world.crypto.randomUUID();
  const bytes = world.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
