// What every page needs to look right and to wait: kept under the digest of this release. A page
// saved releases ago asks by an old digest and is answered by name.

import { world } from "../store/world.js";

const BASE = new URL("../", import.meta.url);
export const DIGEST = BASE.pathname.split("/")[2] ?? "";
const SHELL = `shell-${DIGEST}`;
const NO_PHOTO = "no_photo.svg";
const FILES = [
  "app.css",
  "favicon.svg",
  "icons.svg",
  NO_PHOTO,
  "pictures.svg",
  "vendor/htmx.min.js",
  "sw/page.js",
  "sw/core.js",
  "sw/offline.js",
  "sw/kiriman.js",
];
export const OFFLINE_PAGE = "/luring";
export const LOCK_PAGE = "/terkunci";

/** Fetch all of it; a worker whose shell is not complete is not installed. */
export async function keepShell() {
  const cache = await store().open(SHELL);
  const asked = { "Lumbung-Shell": DIGEST };
  const files = FILES.map((name) => put(cache, new URL(name, BASE).pathname, {}));
  const pages = [OFFLINE_PAGE, LOCK_PAGE].map((path) =>
    put(cache, path, { cache: "no-cache", headers: asked }),
  );
  await Promise.all([...files, ...pages]);
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {RequestInit} asked
 */
async function put(cache, path, asked) {
  const came = await fetch(path, asked);
  if (!came.ok || came.redirected) throw new Error(`${path}: ${came.status}`);
  await cache.put(path, came);
}

/** Forget the shells of other releases. */
export async function dropOldShells() {
  const names = await store().keys();
  const old = names.filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => store().delete(name)));
}

/** @param {string} path of a page of the shell */
export async function shellPage(path) {
  return (await inShell(path)) ?? Response.error();
}

/** @param {string} name of a file of the shell */
function shellFile(name) {
  return shellPage(new URL(name, BASE).pathname);
}

/**
 * Answer for a static file: from the shell, whichever release asks; else from the network.
 * @param {Request} request
 */
export async function staticFile(request) {
  const [, , , ...name] = new URL(request.url).pathname.split("/");
  return (await inShell(new URL(name.join("/"), BASE).pathname)) ?? fetch(request);
}

/**
 * To open a cache is to make it, and a worker that was followed must not bring its shell back.
 * @param {string} path
 */
function inShell(path) {
  return store().match(path, { cacheName: SHELL });
}

const PHOTOS = "photos";
const MOST_PHOTOS = 400;

/**
 * Photos of goods, kept as they are seen; their address names their content. Without a signal one that
 * was never seen looks like goods that have none.
 * @param {Request} request
 */
export async function photo(request) {
  const cache = await store().open(PHOTOS);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const came = await fetch(request).catch(() => null);
  if (!came) return shellFile(NO_PHOTO);
  if (!came.ok) return came;
  const copy = came.clone();
  await cache.put(request.url, copy).catch(() => {});
  const keys = await cache.keys();
  if (keys.length > MOST_PHOTOS) await cache.delete(keys[0]);
  return came;
}

/** The addresses of the photos that are on this phone. */
export async function photosHere() {
  const keys = await (await store().open(PHOTOS)).keys();
  return keys.map((request) => new URL(request.url).pathname);
}

function store() {
  return /** @type {CacheStorage} */ (world.caches);
}
