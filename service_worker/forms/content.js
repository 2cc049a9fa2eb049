// What is kept of a form: its fields in their order, and what its row is called in a list.

import { describeOrder } from "../basket/describe.js";
import { basketLinesTaken, basketReplaces } from "../basket/kept.js";

/** @typedef {import("../outbox/rows.js").Content} Content */
/** @typedef {import("../outbox/rows.js").Attached} Attached */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns {Promise<Content>}
 */
export async function contentOf(form, submitter) {
  /** @type {Content["fields"]} */
  const fields = [];
  for (const [name, value] of valuesOf(form, submitter)) {
    if (name === "idempotency_key") continue;
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size) fields.push([name, await attached(value)]);
  }
  const path = new URL(form.action).pathname;
  const isOrder = form.dataset.offline?.startsWith("order/");
  return { path, fields, ...(isOrder ? describeOrder(form) : described(form)) };
}

/**
 * What is done together with keeping a form: the basket that was ordered is emptied, and an edited
 * row makes way.
 * @param {HTMLFormElement} form
 * @param {string} person
 */
export async function togetherWith(form, person) {
  const noted = form.dataset.replaces?.split(",") ?? [];
  if (!("basket" in form.dataset)) return { replaces: noted, also: undefined };
  const edited = await basketReplaces(person);
  return { replaces: [...noted, ...edited], also: await basketLinesTaken(person) };
}

/** `FormData(form, submitter)` is missing before Chrome 112. */
function valuesOf(
  /** @type {HTMLFormElement} */ form,
  /** @type {HTMLElement | null} */ submitter,
) {
  const values = [...new FormData(form)];
  if (submitter instanceof HTMLButtonElement && submitter.name)
    values.push([submitter.name, submitter.value]);
  return values;
}

/** @param {HTMLFormElement} form */
function described(form) {
  const heading = document.querySelector("main h1")?.textContent ?? "";
  const title = (form.dataset.title ?? heading).replace(/\s+/g, " ").trim();
  return { title, total: null, details: [] };
}

/** @param {File} file @returns {Promise<Attached>} */
async function attached(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, type: file.type, base64: btoa(binary) };
}
