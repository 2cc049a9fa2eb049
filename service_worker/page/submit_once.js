// A slow answer invites a second tap. The first one counts, until the page is shown again.

export function watchSubmits() {
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", release);
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
  // htmx has taken this one: it answers in place and the form is used again.
  if (event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
}

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    form.removeAttribute("data-sent");
    form.removeAttribute("aria-busy");
  }
}
