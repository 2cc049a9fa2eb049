// Kiriman: what waits on this phone, above what the server has.

import { rowsFor } from "../outbox/keep.js";
import { inRupiah } from "../page/rupiah.js";
import { peopleHere } from "../people/register.js";
import { world } from "../store/world.js";
import { actOn, bringBack } from "./acts.js";
import { copyOf, drawList, fillIn } from "./draw.js";
import { keepDrawn } from "./hear.js";
import { receiptsOf } from "./receipts.js";
import { rowOf, signOf } from "./row.js";
import { dayOf, hourOf, waitingSaid } from "./words.js";

/** @typedef {import("./acts.js").OpenedRow} OpenedRow */
/** @typedef {import("./receipts.js").Receipt} Receipt */

const DAY_LONG_MS = 86_400_000;

export function watchKiriman() {
  const section = document.getElementById("belum-terkirim");
  const person = document.body.dataset.person;
  if (!section || !person) return;
  /** @type {OpenedRow[]} */
  let shown = [];
  // A link from another page leads to a row that was not there when the page was opened.
  let hasArrived = false;
  keepDrawn(["outbox", "people"], async () => {
    const { rows, others } = await rowsFor(person);
    shown = rows;
    const name = (await peopleHere()).find((one) => one.person === person)?.name ?? "pemiliknya";
    drawWaiting(section, rows, name);
    drawOthers(others);
    drawSent(await sentToday(person));
    if (!hasArrived) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    hasArrived = true;
  });
  section.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
    const id = button?.closest("li")?.id;
    const row = shown.find((one) => idOf(one) === id);
    if (button instanceof HTMLElement && row) await tapped(section, button, row);
  });
}

/** @param {OpenedRow} row */
function idOf(row) {
  return row.key;
}

/** @param {HTMLElement} section @param {OpenedRow[]} rows @param {string} name */
function drawWaiting(section, rows, name) {
  const list = section.querySelector("ul");
  if (!list) return;
  const zone = document.body.dataset.zone;
  const make = (/** @type {OpenedRow} */ row) =>
    rowOf(row, name, `pukul ${hourOf(row.queuedAt, world.now(), zone)}`);
  drawList(list, rows, { idOf, signOf, make });
  section.hidden = rows.length === 0;
  fillIn(section, "count", String(rows.length));
  const news = document.getElementById("kabar-kiriman");
  const said = rows.length ? `${waitingSaid(rows)}.` : "";
  // Only a change is read aloud.
  if (news && news.textContent !== said) news.textContent = said;
  // The server's draft of a row is that row.
  for (const row of rows) document.getElementById(`kiriman-${row.key}`)?.remove();
  const drafts = document.getElementById("perlu-diperbaiki");
  if (!drafts || drafts.querySelector("li")) return;
  drafts.previousElementSibling?.remove();
  drafts.remove();
}

/** @param {number} others */
function drawOthers(others) {
  const line = document.getElementById("milik-lain");
  if (!line) return;
  line.hidden = others === 0;
  line.textContent = `${others} kiriman milik orang lain di HP ini (tidak dibuka).`;
}

/** @param {string} person */
async function sentToday(person) {
  const now = world.now();
  const zone = document.body.dataset.zone;
  const lately = await receiptsOf(person, now - DAY_LONG_MS);
  // What the server's list shows already is not said twice.
  return lately.filter(
    ({ key, at }) =>
      dayOf(at, zone) === dayOf(now, zone) && !document.getElementById(`kiriman-${key}`),
  );
}

/** @param {Receipt[]} receipts */
function drawSent(receipts) {
  const section = document.getElementById("terkirim-hari-ini");
  const list = section?.querySelector("ul");
  if (!section || !list) return;
  section.hidden = receipts.length === 0;
  fillIn(section, "count", String(receipts.length));
  drawList(list, receipts, {
    idOf: ({ key }) => `terkirim-${key}`,
    signOf: ({ location }) => location,
    make: sentRow,
  });
}

/** @param {Receipt} receipt */
function sentRow({ title, total, at, location }) {
  const drawn = copyOf("templat-terkirim");
  if (!drawn) return null;
  fillIn(drawn, "title", title);
  fillIn(
    drawn,
    "when-sent",
    `Diterima pukul ${hourOf(at, world.now(), document.body.dataset.zone)}`,
  );
  fillIn(drawn, "total", total === null ? "" : inRupiah(total));
  if (location) drawn.querySelector("a")?.setAttribute("href", location);
  return drawn;
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement} button
 * @param {OpenedRow} row
 */
async function tapped(section, button, row) {
  const { act = "" } = button.dataset;
  const word = button.querySelector("[data-word]");
  const canBeTakenBack = await actOn(act, row);
  if (act === "copy" && word) word.textContent = "Sudah disalin";
  if (canBeTakenBack) offerBack(section, row);
}

/** @param {HTMLElement} section @param {OpenedRow} row */
function offerBack(section, row) {
  document.getElementById("urungkan")?.remove();
  const notice = copyOf("templat-urungkan");
  if (!notice) return;
  notice.id = "urungkan";
  fillIn(notice, "text", `${row.opened?.title ?? "Kiriman"} dihapus.`);
  notice.querySelector("button")?.addEventListener("click", async () => {
    notice.remove();
    await bringBack(row);
  });
  section.before(notice);
}
