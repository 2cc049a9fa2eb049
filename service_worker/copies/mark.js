// A saved copy as it is shown: with a fresh key in every form, and with a word about its age.

import { world } from "../store/world.js";

/** @typedef {import("./copies.js").Copy} Copy */

const BAR = '<div id="signal" class="bar" role="status" hidden></div>';
const KEY = /(name="idempotency_key"\s+value=")[^"]*/g;
/** @type {Record<string, string>} */
const ZONE_NAMES = { "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };
const HOUR_MS = 3_600_000;

/**
 * @param {Copy} copy
 * @param {"" | "offline" | "weak"} why why it is shown; "": the server has just said it is current
 */
export function shown(copy, why) {
  const further = new Headers(copy.headers).get("location");
  if (further) return Response.redirect(further);
  let html = copy.text.replaceAll(KEY, `$1${world.uuid()}`);
  if (why) {
    const mark = `<body data-kept="${copy.savedAt}" data-why="${why}"`;
    html = html.replace("<body", mark).replace(BAR, bar(copy, why));
  }
  return new Response(html, { headers: [...copy.headers, ["cache-control", "no-store"]] });
}

/** @param {Copy} copy @param {"offline" | "weak"} why */
function bar(copy, why) {
  const words = why === "offline" ? "Tidak ada sinyal." : "Sinyal lemah.";
  const said = `${words} Data ${age(copy)}.`;
  return `<div id="signal" class="bar" role="status">${said}</div>`;
}

/** @param {Copy} copy */
function age(copy) {
  const at = new Date(copy.servedAt || copy.savedAt);
  const timeZone = /data-zone="([\w/+-]+)"/.exec(copy.text)?.[1] ?? "Asia/Pontianak";
  const zone = ZONE_NAMES[timeZone] ?? "WIB";
  const hour = at.toLocaleTimeString("id-ID", { timeZone, hour: "2-digit", minute: "2-digit" });
  const day = at.toLocaleDateString("id-ID", { timeZone, day: "numeric", month: "long" });
  const isOld = Math.abs(world.now() - copy.savedAt) > 18 * HOUR_MS;
  const clock = `pukul ${hour.replace(":", ".")} ${zone}`;
  return isOld ? `${day} ${clock}` : clock;
}
