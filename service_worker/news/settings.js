// Kabar di HP ini: is this phone told at once, and if not, what is wrong. Nothing is asked of the
// phone before a tap on a button that says why.

import { channel, world } from "../store/world.js";

const HERE = "/hp-ini/kabar";
const TRIAL_MS = 60_000;
const READY_MS = 4_000;

/** @typedef {{box: HTMLElement, key: string, registration: ServiceWorkerRegistration}} Phone */

export function watchPushSettings() {
  const box = document.querySelector("[data-kabar]");
  if (!(box instanceof HTMLElement)) return;
  watchButtons(box);
  look(box);
}

/** @param {HTMLElement} box */
function watchButtons(box) {
  /** @type {[string, (phone: Phone) => Promise<void>][]} */
  const acts = [
    ["nyalakan", turnOn],
    ["matikan", turnOff],
    ["coba", tryIt],
  ];
  for (const [name, act] of acts)
    box.querySelector(`[data-kabar-${name}]`)?.addEventListener("click", async () => {
      await act(await phoneOf(box));
    });
}

/** Say how it stands, without asking anything. @param {HTMLElement} box */
async function look(box) {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window))
    return say(box, "tidak-bisa");
  const phone = await phoneOf(box);
  if (Notification.permission === "denied") return say(box, "ditolak");
  const subscription = await phone.registration.pushManager.getSubscription();
  const isTold = box.dataset.kabar !== "belum" && Notification.permission === "granted";
  if (!isTold) return say(box, "belum");
  // The address has gone, or the server's key is another one: she said yes before, so it is renewed.
  if (!subscription || box.dataset.kabar === "lama" || !isOurs(subscription, phone.key))
    return renew(phone);
  return say(box, "hidup");
}

/** Waits for the worker, which may take long to come the first time. @param {HTMLElement} box @returns {Promise<Phone>} */
async function phoneOf(box) {
  const late = setTimeout(say, READY_MS, box, "belum-siap");
  const registration = await navigator.serviceWorker.ready;
  clearTimeout(late);
  return { box, key: box.dataset.kunci ?? "", registration };
}

/** @param {Phone} phone */
async function turnOn(phone) {
  const permission = await Notification.requestPermission();
  if (permission !== "granted")
    return say(phone.box, permission === "denied" ? "ditolak" : "belum");
  await renew(phone);
}

/** @param {Phone} phone */
async function renew(phone) {
  const { box, key, registration } = phone;
  /** @type {PushSubscription} */
  let subscription;
  try {
    const former = await registration.pushManager.getSubscription();
    if (former && !isOurs(former, key)) await former.unsubscribe();
    const applicationServerKey = bytesOf(key);
    subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey,
    });
  } catch {
    return say(box, "tanpa-layanan");
  }
  const came = await send("langganan", addressFields(subscription, key));
  say(box, came?.ok ? "hidup" : "gagal");
}

/** @param {Phone} phone */
async function turnOff(phone) {
  const came = await send("berhenti");
  if (!came?.ok) return say(phone.box, "gagal");
  const { others } = await came.json();
  // On a shared phone others may still be told.
  if (!others) await (await phone.registration.pushManager.getSubscription())?.unsubscribe();
  say(phone.box, "belum");
}

/**
 * A trial goes the way of all news; only the worker of this phone can say that it came. One that
 * comes after a minute is said too.
 * @param {Phone} phone
 */
async function tryIt({ box }) {
  let isHere = false;
  channel()?.addEventListener("message", ({ data }) => {
    if (data.type !== "push" || !data.test) return;
    isHere = true;
    sayTrial(box, "sampai");
  });
  sayTrial(box, "menunggu");
  const came = await send("percobaan");
  if (!came?.ok) return sayTrial(box, "gagal");
  setTimeout(() => isHere || sayTrial(box, "tidak-sampai"), TRIAL_MS);
}

/** @param {string} act @param {URLSearchParams} [body] */
async function send(act, body = new URLSearchParams()) {
  const headers = { Accept: "application/json" };
  try {
    return await world.fetch(`${HERE}/${act}`, { method: "POST", headers, body });
  } catch {
    return null;
  }
}

/** @param {PushSubscription} subscription @param {string} kunci */
function addressFields(subscription, kunci) {
  const { endpoint = "", keys = {} } = subscription.toJSON();
  const { p256dh = "", auth = "" } = keys;
  return new URLSearchParams({ endpoint, p256dh, auth, kunci });
}

/** @param {PushSubscription} subscription @param {string} key */
function isOurs(subscription, key) {
  const used = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0));
  return String(used) === String(bytesOf(key));
}

/** @param {string} text in base64url */
function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {HTMLElement} box @param {string} state */
function say(box, state) {
  show(box, "data-kabar-bila", state);
  const isOn = state === "hidup";
  const may = { nyalakan: state === "belum" || state === "gagal", coba: isOn, matikan: isOn };
  for (const [name, isShown] of Object.entries(may)) {
    const button = box.querySelector(`[data-kabar-${name}]`);
    if (button instanceof HTMLElement) button.hidden = !isShown;
  }
}

/** @param {HTMLElement} box @param {string} state */
function sayTrial(box, state) {
  show(box, "data-kabar-coba-bila", state);
  // One at a time: the minute of an earlier one would speak for this one.
  const button = box.querySelector("[data-kabar-coba]");
  if (button instanceof HTMLButtonElement) button.disabled = state === "menunggu";
}

/** @param {HTMLElement} box @param {string} slot @param {string} state */
function show(box, slot, state) {
  for (const part of box.querySelectorAll(`[${slot}]`))
    if (part instanceof HTMLElement) part.hidden = part.getAttribute(slot) !== state;
}
