// When rows go: as the page opens, when the signal is back, when somebody looks again, when their
// time has come. Background Sync is a bonus.

import { hurry } from "../outbox/change.js";
import { deliver, nextTry } from "../outbox/delivery.js";
import { tellServer } from "../people/people.js";
import { sender } from "../people/session.js";
import { channel, world } from "../store/world.js";

const LONGEST_MS = 60_000;

let timer = 0;

export function watchSending() {
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sendNow();
  });
  channel()?.addEventListener("message", ({ data }) => data.type === "outbox" && wait());
  sendNow();
}

/** Whatever the pace said: there is a reason to try just now. */
async function sendNow() {
  const person = await sender();
  if (person) await hurry(person);
  if (await tellServer()) await deliver();
  await wait();
}

async function wait() {
  clearTimeout(timer);
  const at = await nextTry();
  if (at === null) return;
  const ms = Math.min(Math.max(at - world.now(), 0), LONGEST_MS);
  timer = setTimeout(() => deliver().then(wait), ms);
}
