// The lock page: who uses this phone, and her PIN, also without a signal.

import { isDoor } from "../people/doors.js";
import { unseal } from "../people/people.js";
import { peopleHere } from "../people/register.js";
import { readMeta } from "../store/database.js";

export async function watchLockPage() {
  if (!("locked" in document.body.dataset)) return;
  const form = document.getElementById("buka-hp");
  const list = document.getElementById("orang");
  if (!(form instanceof HTMLFormElement) || !list) return;
  if (await readMeta("leave")) return;
  const people = (await peopleHere()).filter((one) => one.canOpen);
  list.replaceChildren(...people.map(({ person, name }) => button(form, person, name)));
  if (people.length === 1) choose(form, people[0].person);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tryPin(form);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} person
 * @param {string} name
 */
function button(form, person, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = name;
  made.addEventListener("click", () => choose(form, person));
  return made;
}

/** @param {HTMLFormElement} form @param {string} person */
function choose(form, person) {
  form.dataset.person = person;
  form.hidden = false;
  const pin = form.querySelector("input[name=pin]");
  if (pin instanceof HTMLInputElement) pin.focus();
}

/** @param {HTMLFormElement} form */
async function tryPin(form) {
  const pin = form.querySelector("input[name=pin]");
  if (!(pin instanceof HTMLInputElement)) return;
  const came = await unseal(form.dataset.person ?? "", pin.value);
  if (came === "open") return goBack();
  pin.value = "";
  pin.focus();
  sayAtLock(
    form,
    came === "wrong"
      ? "PIN tidak cocok."
      : "Sudah lima kali salah, atau PIN belum pernah dipakai di sini. Buka lagi saat ada sinyal.",
  );
}

function goBack() {
  if (isDoor(location.pathname)) location.replace("/");
  else location.reload();
}

/** @param {HTMLFormElement} form @param {string} sentence */
function sayAtLock(form, sentence) {
  const place = form.querySelector("[role=alert]");
  if (!(place instanceof HTMLElement)) return;
  place.textContent = sentence;
  place.hidden = false;
}
