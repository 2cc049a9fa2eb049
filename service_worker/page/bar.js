// The bar: what the signal is, how old this page is, what has not been sent yet. It never blinks.

import { rowsFor } from "../outbox/keep.js";
import { NEEDS_HER, TO_SEND } from "../outbox/rows.js";
import { channel } from "../store/world.js";
import { isKept, me } from "./me.js";

const NO_SIGNAL = "Tidak ada sinyal.";

// What stands in front: the worker's word about a saved copy, or what was heard since.
let signal = "";
// Whether there is something newer than this page, or may be.
let invites = "";

export async function watchBar() {
  signal = bar()?.textContent?.trim() ?? "";
  addEventListener("offline", () => setSignal(`${NO_SIGNAL} ${signal}`.trim()));
  addEventListener("online", () => {
    if (isKept()) invites = "Muat ulang";
    setSignal(signal.replace(NO_SIGNAL, "").trim());
  });
  channel()?.addEventListener("message", ({ data }) => sayHeard(data));
  if (!navigator.onLine && !signal) signal = NO_SIGNAL;
  await drawSignal();
}

/** @param {{type: string, path?: string}} message */
function sayHeard({ type, path }) {
  if (type === "outbox") drawSignal();
  if (path !== location.pathname + location.search) return;
  if (type === "confirmed") setSignal("");
  if (type !== "fresh") return;
  invites = "Lihat";
  setSignal("Data baru sudah ada.");
}

/** @param {string} words */
function setSignal(words) {
  signal = words;
  drawSignal();
}

async function drawSignal() {
  const place = bar();
  if (!place) return;
  const { rows } = await rowsFor(me().person);
  const waiting = rows.filter((row) => TO_SEND.includes(row.state)).length;
  const hers = rows.filter((row) => NEEDS_HER.includes(row.state)).length;
  /** @type {(Node | string)[]} */
  const said = signal ? [signal] : [];
  if (invites) said.push(link(location.href, invites));
  if (waiting) said.push(link("/kiriman", `${waiting} kiriman tersimpan di HP`));
  if (hers) said.push(link("/kiriman", `${hers} kiriman perlu Anda`));
  place.replaceChildren(...said.flatMap((part, at) => (at ? [" ", part] : [part])));
  place.hidden = said.length === 0;
  badge(waiting + hers);
}

/** @param {string} href @param {string} words */
function link(href, words) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = words;
  return made;
}

/** @param {number} count */
function badge(count) {
  /** @type {any} */
  const here = navigator;
  if (count) here.setAppBadge?.(count).catch(() => {});
  else here.clearAppBadge?.().catch(() => {});
}

function bar() {
  return document.getElementById("signal");
}
