// What is done to a row at a tap on Kiriman.

import { accept, hurry, sendAsNew, takeBack } from "../outbox/change.js";
import { deliver } from "../outbox/delivery.js";
import { keep } from "../outbox/keep.js";
import { inRupiah } from "../page/rupiah.js";
import { world } from "../store/world.js";
import { startEdit } from "./edit.js";

/** @typedef {Awaited<ReturnType<typeof import("../outbox/keep.js").rowsFor>>["rows"][number]} OpenedRow */

/**
 * @param {string} act
 * @param {OpenedRow} row
 * @returns {Promise<boolean>} whether it can be taken back: the row was here only
 */
export async function actOn(act, row) {
  switch (act) {
    case "send":
      await hurry(row.person);
      break;
    case "accept":
      await accept(row, world.uuid());
      break;
    case "new":
      await sendAsNew(row, world.uuid());
      break;
    case "edit":
      await startEdit(row);
      return false;
    case "copy":
      await navigator.clipboard.writeText(textOf(row));
      return false;
    case "remove":
      await takeBack(row.key);
      break;
  }
  // Nothing to wait for: the row says what becomes of it.
  deliver().catch(() => {});
  return act === "remove" && row.state === "queued" && row.tries === 0;
}

/** Urungkan: the same again under a new key. @param {OpenedRow} row */
export async function bringBack(row) {
  if (!row.opened) return;
  const { person, device, form, subject, replaces, opened: content } = row;
  await keep({ key: world.uuid(), person, device, form, subject, replaces, content });
  deliver().catch(() => {});
}

/** @param {OpenedRow} row @returns {string} for a chat, when nothing else gets through */
export function textOf({ opened }) {
  const { title = "Kiriman", details = [], total = null } = opened ?? {};
  const sum = total === null ? [] : [`Jumlah ${inRupiah(total)}`];
  return [`*${title}*`, ...details, ...sum].join("\n");
}
