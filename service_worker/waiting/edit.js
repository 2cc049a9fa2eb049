// Ubah: what was written goes back to where it was written. The row stays until a new one, which
// replaces it, has been written.

import { putBack } from "../basket/kept.js";
import { linesOfOrder } from "../basket/lines.js";
import { rowsFor } from "../outbox/keep.js";

/** @typedef {import("./acts.js").OpenedRow} OpenedRow */
/** @typedef {import("../outbox/rows.js").Content} Content */

// In the fragment, which no saved copy of a page is kept by.
const MARK = "#ubah=";
// What is written on the page of something else: of an order, a visit, all visits, the cooperative.
const WRITTEN_ON =
  /\/(serah-terima|jawaban|rencana(\/\d+\/pembatalan)?|tindak-lanjut\/\d+\/penyelesaian|rat|dokumen|kemitraan|dibaca)$/;
// What a form page is asked for by; the rest is typed on it.
const ASKED_FOR = ["gerai", "barang", "hitungan", "anggota"];
const COUNTER = "/gerai/jual";

/** @param {OpenedRow} row */
export async function startEdit(row) {
  if (!row.opened) return;
  if (row.form.startsWith("order/")) {
    await putBack(row.person, linesOfOrder(row.opened), [row.key, ...row.replaces]);
    location.assign("/keranjang");
  } else {
    location.assign(`${pageOf(row.opened)}${MARK}${row.key}`);
  }
}

/** @param {Pick<Content, "path" | "fields">} content @returns {string} where it is written */
export function pageOf({ path, fields }) {
  if (WRITTEN_ON.test(path)) return path.replace(WRITTEN_ON, "");
  const asked = new URLSearchParams();
  const names = path === COUNTER ? [...ASKED_FOR, "jumlah"] : ASKED_FOR;
  for (const [name, value] of fields)
    if (names.includes(name) && typeof value === "string") asked.append(name, value);
  return `${path}?${asked}`;
}

/** On the form's page: put in what was typed, and note which rows the form replaces. */
export async function watchEdit() {
  const key = location.hash.startsWith(MARK) ? location.hash.slice(MARK.length) : "";
  const { person } = document.body.dataset;
  if (!key || !person) return;
  const { rows } = await rowsFor(person);
  const row = rows.find((one) => one.key === key);
  const form = row?.opened && formOf(row.form, row.opened.path);
  if (!row?.opened || !form) return;
  fill(form, row.opened.fields);
  for (const part of [form.closest("details"), ...form.querySelectorAll("details")])
    part?.setAttribute("open", "");
  form.dataset.replaces = [row.key, ...row.replaces].join(",");
}

/** @param {string} kind "goods_in/1" @param {string} path */
function formOf(kind, path) {
  for (const form of document.querySelectorAll("form[data-offline]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    const isKind = form.dataset.offline?.split("/")[0] === kind.split("/")[0];
    if (isKind && new URL(form.action).pathname === path) return form;
  }
  return null;
}

/**
 * @param {HTMLFormElement} form
 * @param {Content["fields"]} fields
 */
function fill(form, fields) {
  /** @type {Map<string, string[]>} */
  const typed = new Map();
  for (const [name, value] of fields)
    if (typeof value === "string") typed.set(name, [...(typed.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!isTyped(field)) continue;
    const values = typed.get(field.name) ?? [];
    if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type))
      field.checked = values.includes(field.value);
    else if (values.length) field.value = values.shift() ?? "";
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
function isTyped(field) {
  if (field instanceof HTMLInputElement)
    return !["hidden", "file", "submit"].includes(field.type) && field.name !== "";
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}
