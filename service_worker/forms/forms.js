// Forms that may wait: on the phone before any network, then delivered, then on to what came of it.

import { basketLaid } from "../basket/basket_page.js";
import { hurry } from "../outbox/change.js";
import { deliver } from "../outbox/delivery.js";
import { keep } from "../outbox/keep.js";
import { me } from "../page/me.js";
import { world } from "../store/world.js";
import { contentOf, togetherWith } from "./content.js";
import { goOn } from "./go_on.js";

const KEY_FIELD = "input[name=idempotency_key]";

export function watchForms() {
  document.addEventListener("submit", onSubmit, true);
  addEventListener("pageshow", freshKeys);
  freshKeys();
}

/** A form that is shown again, or a saved copy of it, is a new form: it gets a key of its own. */
function freshKeys() {
  for (const form of document.querySelectorAll("form[data-offline]")) mint(form);
}

/** @param {Element} form */
function mint(form) {
  const field = form.querySelector(KEY_FIELD);
  if (field instanceof HTMLInputElement) field.value = world.uuid();
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || !form.matches("form[data-offline]")) return;
  // A button with an address of its own does something else with this form.
  if (submitter?.hasAttribute("formaction") || form.dataset.plain || !me().person) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  sendForm(form, submitter).finally(() => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function sendForm(form, submitter) {
  if ("basket" in form.dataset) await basketLaid();
  // It was an old copy: there is nothing to order any more.
  if ("phone" in form.dataset && !form.querySelector("input[name=barang]")) return;
  const field = form.querySelector(KEY_FIELD);
  const key = field instanceof HTMLInputElement ? field.value : world.uuid();
  const { person, device } = me();
  const { offline = "", subject = "" } = form.dataset;
  try {
    const content = await contentOf(form, submitter);
    const { replaces, also } = await togetherWith(form, person);
    await keep({ key, person, device, form: offline, subject, replaces, content }, also);
  } catch {
    sendPlainly(form, submitter);
    return;
  }
  mint(form);
  navigator.storage?.persist?.().catch(() => {});
  askToBeWoken();
  await hurry(person);
  await goOn(form, key, deliver());
}

/** This phone cannot keep anything: then it goes as it would without scripts, or not at all. */
function sendPlainly(
  /** @type {HTMLFormElement} */ form,
  /** @type {HTMLElement | null} */ submitter,
) {
  form.dataset.plain = "1";
  delete form.dataset.sent;
  if (navigator.onLine) form.requestSubmit(submitter);
  else sayCannotKeep(form);
}

/** @param {HTMLFormElement} form */
function sayCannotKeep(form) {
  const said = document.createElement("p");
  said.className = "notice needs";
  said.setAttribute("role", "alert");
  said.textContent =
    "HP ini tidak bisa menyimpan kiriman (penyimpanan penuh atau jendela pribadi). Kirim lagi saat ada sinyal; isian tetap di sini.";
  form.prepend(said);
  delete form.dataset.plain;
}

async function askToBeWoken() {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.sync?.register("outbox").catch(() => {});
}
