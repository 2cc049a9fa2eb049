// What happens without a signal. Events only: what they do is in the folders beside.

import { fragment } from "./copies/goods.js";
import { navigate } from "./copies/navigate.js";
import { dropOldShells, keepShell, photo, staticFile } from "./copies/shell.js";
import { warm } from "./copies/warm.js";
import { deliver, nextTry } from "./outbox/delivery.js";
import { tellServer, unsealed } from "./people/people.js";
import { watchPush } from "./push/push.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const FRAGMENT_MS = 3_000;
// These go past the worker as if it were not there.
const PAST = ["/livez", "/manifest.webmanifest", "/robots.txt", "/service-worker.js"];

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(activated());
});

async function activated() {
  await dropOldShells();
  // A page that stood before there was a worker may wait from now on; after that no page changes hands.
  await worker.clients.claim();
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Everything that changes something goes its own way: the outbox lives in the page's store.
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  const path = url.pathname + url.search;
  if (PAST.includes(url.pathname)) return;
  const answer = answerTo(request, path, (going) => event.waitUntil(going));
  // A phone that keeps nothing (a full disk, a private window) still has the network.
  if (answer) event.respondWith(answer.catch(() => fetch(request)));
});

/**
 * @param {Request} request
 * @param {string} path with its query
 * @param {(going: Promise<unknown>) => void} waitUntil
 * @returns {Promise<Response> | null} null: the browser asks by itself
 */
function answerTo(request, path, waitUntil) {
  if (path.startsWith("/static/")) return staticFile(request);
  if (path.startsWith("/foto/")) return photo(request);
  if (request.mode === "navigate") return navigate(path, waitUntil);
  const isSearch = path.startsWith("/barang?") && request.headers.has("HX-Request");
  return isSearch ? search(request, path) : null;
}

/**
 * A search as she types: the server's answer, or the phone's own.
 * @param {Request} request
 * @param {string} path
 */
async function search(request, path) {
  const who = await unsealed();
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), FRAGMENT_MS);
  try {
    const came = await fetch(request, { signal: abort.signal });
    const html = await came.text();
    if (came.status < 500)
      return new Response(html, { status: came.status, headers: came.headers });
  } catch {
    // No signal: the phone looks by itself.
  } finally {
    clearTimeout(timer);
  }
  return (who && (await fragment(who, path))) || Response.error();
}

worker.addEventListener("sync", (event) => {
  event.waitUntil(sendAll());
});

worker.addEventListener("message", (event) => {
  const { type, paths } = event.data ?? {};
  if (type === "deliver") event.waitUntil(sendAll());
  if (type === "warm") event.waitUntil(warm(paths.filter(isOwnPath)));
  if (type === "take me in") event.waitUntil(worker.clients.claim());
  if (type === "take over") event.waitUntil(worker.skipWaiting());
});

watchPush(worker);

async function sendAll() {
  if (await tellServer()) await deliver();
  // Chrome gives up after three tries; whoever still waits asks to be woken again.
  if ((await nextTry()) !== null)
    await worker.registration.sync?.register("outbox").catch(() => {});
}

/** @param {unknown} path */
function isOwnPath(path) {
  return typeof path === "string" && path.startsWith("/") && !path.startsWith("//");
}
