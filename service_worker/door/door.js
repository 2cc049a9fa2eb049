// At the door: a PIN that goes to the server may open saved pages later; locking, changing hands and
// leaving are kept on the phone before the screen changes, so that they hold without a signal.

import { rowsFor } from "../outbox/keep.js";
import { me } from "../page/me.js";
import { enter, enterNot, leave, seal, tellServer } from "../people/people.js";
import { readMeta } from "../store/database.js";

const TELLING_SHORTLY_MS = 1_000;

export function watchDoor() {
  document.addEventListener("submit", atDoorForm, true);
  // The form is here (again), so nothing is on its way.
  if (document.querySelector("form[data-enter]")) enterNot();
  sayUnsent();
}

/** @param {SubmitEvent} event */
function atDoorForm(event) {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || form.dataset.passed) return;
  const { enter: demo, seal: kind, leave: leaving } = form.dataset;
  if (demo === undefined && kind === undefined && leaving === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.setAttribute("aria-busy", "true");
  if (demo !== undefined) entering(form, submitter, demo);
  else if (kind !== undefined) sealing(kind);
  else goingAway();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @param {string} demo the PIN everybody of the demonstration has
 */
async function entering(form, submitter, demo) {
  const fields = new FormData(form);
  const person = String(fields.get("orang") ?? me().person) || null;
  await enter(String(fields.get("pin") ?? demo), demo ? null : person).catch(() => {});
  form.dataset.passed = "1";
  form.requestSubmit(submitter);
}

/** @param {string} kind */
async function sealing(kind) {
  await seal(true);
  await tellShortly();
  if (await readMeta("lock")) location.assign("/terkunci");
  else location.assign(kind === "ganti" ? "/masuk" : "/buka");
}

async function goingAway() {
  await leave(me().person, true);
  await tellShortly();
  location.assign("/masuk");
}

/** It is kept on the phone: the screen does not wait for a slow signal. */
function tellShortly() {
  return Promise.race([tellServer(), new Promise((done) => setTimeout(done, TELLING_SHORTLY_MS))]);
}

/** Keluar says first how much has not been sent. */
async function sayUnsent() {
  const place = document.querySelector("[data-unsent]");
  if (!(place instanceof HTMLElement) || !me().person) return;
  const { rows } = await rowsFor(me().person);
  if (!rows.length) return;
  place.textContent = `${rows.length} kiriman belum terkirim. Kiriman itu tetap tersimpan di HP ini dan terkirim setelah masuk lagi.`;
  place.hidden = false;
}
