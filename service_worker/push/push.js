// A hint has come from a push service: shown, counted, followed. Its words come with it; what it is
// about stands in the inbox.

import { deliver } from "../outbox/delivery.js";
import { tellServer, unsealed } from "../people/people.js";
import { world } from "../store/world.js";

const NAME = "Lumbung";
const ICON = new URL("../icons/icon-192.png", import.meta.url).href;
const SUBSCRIBE = "/hp-ini/kabar/langganan";

/** @typedef {{text: string, path: string, topic: string, person: string, badge: number, test: boolean}} Hint */

/** @param {ServiceWorkerGlobalScope} worker */
export function watchPush(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(heard(worker, read(event.data))));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data ?? {}));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    const changed = /** @type {ExtendableEvent & {oldSubscription?: PushSubscription}} */ (event);
    changed.waitUntil(subscribeAnew(worker, changed.oldSubscription));
  });
}

/** @param {PushMessageData | null} data @returns {Hint} */
function read(data) {
  const bare = { text: NAME, path: "/kotak-masuk", topic: "", person: "", badge: 0, test: false };
  try {
    return { ...bare, ...data?.json() };
  } catch {
    return bare; // A browser takes the right to push away from who shows nothing.
  }
}

/** @param {ServiceWorkerGlobalScope} worker @param {Hint} hint */
async function heard(worker, hint) {
  await worker.registration.showNotification(hint.text, {
    tag: hint.topic || NAME,
    icon: ICON,
    badge: ICON,
    lang: "id",
    data: { path: hint.path, person: hint.person },
  });
  world.tell({ type: "push", path: hint.path, test: hint.test });
  await countOnIcon(worker, hint.badge);
  // The phone is awake and has a signal: what waits here goes along.
  await sendWhatWaits();
}

async function sendWhatWaits() {
  try {
    if (await tellServer()) await deliver();
  } catch {
    // The next trigger tries again.
  }
}

/** @param {ServiceWorkerGlobalScope} worker @param {number} count */
async function countOnIcon(worker, count) {
  const { navigator } = worker;
  if (!("setAppBadge" in navigator)) return;
  try {
    await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge());
  } catch {
    // Only an app on the home screen has an icon to count on.
  }
}

/**
 * The page of the news, in a window that is there or in a new one; without a signal its saved copy.
 * @param {ServiceWorkerGlobalScope} worker
 * @param {{path?: string, person?: string}} about
 */
async function open(worker, about) {
  const path = await pathFor(about.path ?? "/kotak-masuk", about.person ?? "");
  const url = new URL(path, worker.location.origin).href;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === url) ?? windows[0];
  if (there && (await turnTo(there, url))) return;
  await worker.clients.openWindow(url);
}

/** @param {WindowClient} there @param {string} url @returns {Promise<boolean>} whether it shows it */
async function turnTo(there, url) {
  try {
    const shown = there.url === url ? there : await there.navigate(url);
    await (shown ?? there).focus();
    return true;
  } catch {
    return false; // A window of an older worker, or one that is closing.
  }
}

/**
 * On a shared phone somebody else may be here: then it is the PIN of her the news is for.
 * @param {string} path
 * @param {string} person
 */
async function pathFor(path, person) {
  const own = path.startsWith("/") && !path.startsWith("//") ? path : "/kotak-masuk";
  const who = await unsealed();
  if (!who || !person || who.person === person) return own;
  return `/masuk?${new URLSearchParams({ orang: person, ke: own })}`;
}

/**
 * The browser has changed the address by itself: tell it on, for whoever is signed in here.
 * @param {ServiceWorkerGlobalScope} worker
 * @param {PushSubscription | undefined} former
 */
async function subscribeAnew(worker, former) {
  const key = former?.options.applicationServerKey;
  if (!key) return;
  const asked = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = await worker.registration.pushManager.subscribe(asked);
  await world.fetch(SUBSCRIBE, { method: "POST", body: addressOf(subscription) });
}

/** @param {PushSubscription} subscription @returns {URLSearchParams} as the server reads it */
function addressOf(subscription) {
  const { endpoint = "", keys = {} } = subscription.toJSON();
  const key = subscription.options.applicationServerKey ?? new ArrayBuffer(0);
  const { p256dh = "", auth = "" } = keys;
  return new URLSearchParams({ endpoint, p256dh, auth, kunci: inBase64Url(key) });
}

/** @param {ArrayBuffer} bytes */
function inBase64Url(bytes) {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
