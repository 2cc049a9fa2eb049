// HP ini: how this phone is, for its owner and, as a QR, for whoever helps her.

import { hurry } from "../outbox/change.js";
import { deliver } from "../outbox/delivery.js";
import { allRows } from "../outbox/keep.js";
import { HIDDEN } from "../outbox/rows.js";
import { world } from "../store/world.js";
import { keepDrawn } from "./hear.js";
import { drawQr, fetchLibrary } from "./qr.js";
import { receiptsOf } from "./receipts.js";
import { ageOf, hourOf } from "./words.js";

const NEWEST_MS = 5_000;
const VERSION_LETTERS = 6;
const VERSION = /\/static\/([^/]+)\//;

/**
 * @typedef {object} Health
 * @property {boolean} isOnline whether the cooperative answers just now
 * @property {string} version of what runs here
 * @property {string} newest that the server has; empty without a signal
 * @property {number} unsent
 * @property {number | null} oldestMs age of the oldest unsent row
 * @property {number | null} lastSentAt
 * @property {number | null} contactAt
 * @property {number} usedMb
 * @property {number} roomMb
 * @property {boolean} isSafe whether the browser promised not to clear it
 */

export function watchThisPhone() {
  const { person } = document.body.dataset;
  if (!document.querySelector("[data-hp]") || !person) return;
  /** @type {Health | null} */
  let health = null;
  keepDrawn(["outbox"], async () => {
    health = await healthOf(person);
    for (const [slot, text] of Object.entries(healthSaid(health))) {
      const place = document.querySelector(`[data-hp="${slot}"]`);
      if (place) place.textContent = text;
    }
  });
  document.querySelector("form[data-hp-kirim]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await hurry(person);
    await deliver();
  });
  const button = document.querySelector("button[data-hp-qr]");
  const figure = document.querySelector("[data-hp-gambar]");
  if (!(button instanceof HTMLElement) || !(figure instanceof HTMLElement)) return;
  button.hidden = false;
  fetchLibrary();
  button.addEventListener("click", async () => {
    if (health) await drawQr(figure, reportOf(health));
  });
}

/** @param {string} person @returns {Promise<Health>} */
async function healthOf(person) {
  const [rows, receipts] = [await allRows(), await receiptsOf(person, 0)];
  const unsent = rows.filter((row) => !HIDDEN.includes(row.state));
  const oldest = Math.min(...unsent.map((row) => row.queuedAt));
  const newest = await newestVersion();
  const isOnline = newest !== "";
  const space = (await navigator.storage?.estimate?.()) ?? {};
  const [used, quota] = [space.usage ?? 0, space.quota ?? 0];
  const kept = Number(document.body.dataset.kept) || null;
  const lastSentAt = receipts[0]?.at ?? null;
  return {
    isOnline,
    version: short(import.meta.url),
    newest,
    unsent: unsent.length,
    oldestMs: unsent.length ? world.now() - oldest : null,
    lastSentAt,
    contactAt: isOnline ? world.now() : Math.max(lastSentAt ?? 0, kept ?? 0) || null,
    usedMb: Math.ceil(used / 1e6),
    roomMb: Math.floor((quota - used) / 1e6),
    isSafe: (await navigator.storage?.persisted?.()) ?? false,
  };
}

/** The line that starts the worker names the release; empty where nobody of ours answers. */
async function newestVersion() {
  const abort = new AbortController();
  const stopWaiting = world.later(NEWEST_MS, () => abort.abort());
  try {
    const came = await world.fetch("/service-worker.js", {
      cache: "no-store",
      signal: abort.signal,
    });
    return came.ok ? short(await came.text()) : "";
  } catch {
    return "";
  } finally {
    stopWaiting();
  }
}

/** @param {string} text */
function short(text) {
  return (VERSION.exec(text)?.[1] ?? "").slice(0, VERSION_LETTERS);
}

/** @param {Health} health @returns {Record<string, string>} a sentence for every place */
export function healthSaid(health) {
  const { isOnline, version, newest, unsent, oldestMs, lastSentAt, contactAt } = health;
  const isOld = newest !== "" && newest !== version;
  const oldest = oldestMs === null ? "" : `, yang tertua ${ageOf(oldestMs)}`;
  return {
    sinyal: isOnline
      ? "Ada sinyal"
      : `Tidak ada sinyal. Terakhir tersambung ${contactAt ? hour(contactAt) : "belum tercatat"}`,
    ruang: `${health.usedMb} MB dipakai, ${health.roomMb.toLocaleString("id-ID")} MB tersisa`,
    "belum-terkirim": `${unsent}${oldest}`,
    "terakhir-terkirim": lastSentAt ? hour(lastSentAt) : "belum ada",
    aplikasi: isOld ? `${version}. Versi baru sudah ada: tutup, lalu buka lagi` : version,
    penyimpanan: health.isSafe
      ? "Aman, tidak dihapus browser"
      : "Bisa dihapus browser kalau HP penuh. Pasang di layar depan supaya aman",
  };
}

/** @param {number} at */
function hour(at) {
  return `pukul ${hourOf(at, world.now(), globalThis.document?.body.dataset.zone)}`;
}

/** What somebody who helps may read: no names, no amounts. @param {Health} health */
export function reportOf(health) {
  const oldest = health.oldestMs === null ? "-" : ageOf(health.oldestMs);
  const contact = health.contactAt ? new Date(health.contactAt).toISOString().slice(0, 16) : "-";
  return [
    `Lumbung ${health.version}${health.newest ? ` / ${health.newest}` : ""}`,
    `belum terkirim: ${health.unsent}, tertua: ${oldest}`,
    `kontak: ${contact}`,
    `ruang: ${health.usedMb}/${health.roomMb} MB, ${health.isSafe ? "aman" : "bisa dihapus"}`,
    `sinyal: ${health.isOnline ? "ada" : "tidak ada"}`,
  ].join("\n");
}
