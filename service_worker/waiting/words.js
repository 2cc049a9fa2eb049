// What is said about a row that waits: how it looks, since when, why, what was offered instead.

import { inRupiah } from "../page/rupiah.js";

/** @typedef {import("../outbox/rows.js").Row} Row */
/**
 * @typedef {{barang: number, nama: string, satuan: string, diminta: number, ada: number,
 *   harga_lama: number, harga_baru: number}} OfferedLine
 * @typedef {{lines: OfferedLine[], total_rupiah: number}} Offer
 */

const ONE_DAY_MS = 86_400_000;
const SERVER_TROUBLE = 500;
const TOO_MANY = 429;

/**
 * @param {Pick<Row, "state" | "code" | "status">} row
 * @returns {string} waiting, sending, signin, upgrade, or the state that wants an answer
 */
export function lookOf({ state, code, status }) {
  if (state === "sending") return "sending";
  if (state !== "queued") return state;
  if (code === "upgrade_needed") return "upgrade";
  if (status === 401 || code === "other_person") return "signin";
  return "waiting";
}

/**
 * Why a row is still here, in a sentence; empty where the page says it with a question.
 * @param {Row} row
 * @param {string} name who must sign in
 * @param {string} since when it was written, in words
 */
export function whyOf(row, name, since) {
  switch (lookOf(row)) {
    case "waiting":
      return waitingFor(row, since);
    case "sending":
      return "Sedang dikirim.";
    case "signin":
      return `Masuk lagi sebagai ${name} untuk mengirim. Ditulis ${since}.`;
    case "upgrade":
      return "Aplikasi perlu diperbarui. Buka lagi halaman ini saat ada sinyal.";
    case "cancelling":
      return "Akan dibatalkan saat ada sinyal.";
    case "late":
      return "Terlambat diubah: yang lama sudah diterima.";
    default:
      return `Ditulis ${since}.`;
  }
}

/** @param {Pick<Row, "status" | "code">} row @param {string} since */
function waitingFor({ status, code }, since) {
  if (code === "waits_for") return "Menunggu kiriman sebelumnya sampai dulu.";
  if (status >= SERVER_TROUBLE || status === TOO_MANY || code === "busy" || code === "in_progress")
    return `Server sedang sibuk. Dicoba lagi sendiri. Ditulis ${since}.`;
  // Somebody answered, but not the cooperative: a wifi that wants a sign-in first.
  if (status) return `Jaringan ini belum sampai ke koperasi. Ditulis ${since}.`;
  return `Menunggu sinyal sejak ${since}.`;
}

/** @param {Offer} offer @returns {string[]} what changed, a sentence each */
export function offerSaid({ lines }) {
  return lines.flatMap((line) => {
    const { nama, satuan, diminta, ada, harga_lama, harga_baru } = line;
    const said = [];
    if (ada < 1) said.push(`${nama}: habis, diminta ${diminta} ${satuan}.`);
    else if (ada < diminta) said.push(`${nama}: tinggal ${ada}, diminta ${diminta} ${satuan}.`);
    if (ada > 0 && harga_baru !== harga_lama)
      said.push(`${nama}: harga berubah ${inRupiah(harga_lama)} → ${inRupiah(harga_baru)}.`);
    return said;
  });
}

/** @param {Record<string, string>} problems field to sentence */
export function problemsSaid(problems) {
  return Object.entries(problems).map(([field, said]) => {
    const word = field.replaceAll("_", " ");
    return `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${said}`;
  });
}

/**
 * All that waits, in one line for a page about something else.
 * @param {Pick<Row, "state">[]} rows
 */
export function waitingSaid(rows) {
  const asks = rows.filter((row) => !["queued", "sending", "cancelling"].includes(row.state));
  const others = rows.length - asks.length;
  const parts = [];
  if (others) parts.push(`${others} kiriman akan terkirim sendiri`);
  if (asks.length) parts.push(`${asks.length} kiriman perlu Anda`);
  return parts.join(", ");
}

/**
 * The hour on the wall, with the day in front where it is another one: `06.12`, `20 Jun 06.12`.
 * @param {number} at
 * @param {number} now
 * @param {string} [timeZone] of the cooperative; the phone's own where the page does not say
 */
export function hourOf(at, now, timeZone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const hour = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const said = new Date(at).toLocaleTimeString("id-ID", hour).replace(":", ".");
  if (dayOf(at, timeZone) === dayOf(now, timeZone)) return said;
  const day = new Date(at).toLocaleDateString("id-ID", {
    timeZone,
    day: "numeric",
    month: "short",
  });
  return `${day} ${said}`;
}

/** @param {number} at @param {string} [timeZone] */
export function dayOf(at, timeZone) {
  return new Date(at).toLocaleDateString("en-CA", { timeZone });
}

/** @param {number} ms how long ago: `baru saja`, `5 menit`, `3 jam`, `2 hari` */
export function ageOf(ms) {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 1) return "baru saja";
  if (minutes < 60) return `${minutes} menit`;
  if (Math.abs(ms) < ONE_DAY_MS) return `${Math.floor(minutes / 60)} jam`;
  return `${Math.floor(Math.abs(ms) / ONE_DAY_MS)} hari`;
}
