// A form that is sent before the page's other half has come waits for it: only that half keeps the
// form on the phone, and knows what a PIN at the door may open later.

const PATIENCE_MS = 4_000;
const TAKEN_THERE = "form[data-offline], form[data-enter], form[data-seal], form[data-leave]";

/** @param {Promise<unknown>} coming the other half; where it does not come, forms go plainly */
export function holdSubmits(coming) {
  const held = new WeakSet();
  const come = Promise.race([
    coming.catch(() => {}),
    new Promise((done) => setTimeout(done, PATIENCE_MS)),
  ]).then(() => document.removeEventListener("submit", hold, true));
  document.addEventListener("submit", hold, true);

  /** @param {SubmitEvent} event */
  function hold(event) {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement) || !form.matches(TAKEN_THERE)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held.has(form)) return;
    held.add(form);
    form.setAttribute("aria-busy", "true");
    come.then(() => form.requestSubmit(submitter));
  }
}
