// What is searched for stands in the address, so that Back and a new start find it again.

const AFTER_THE_LAST_LETTER_MS = 300;

export function watchSearch() {
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[role=search]") : null;
    // Only a search that is answered on this page.
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("hx-get")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => note(form), AFTER_THE_LAST_LETTER_MS);
  });
}

/** @param {HTMLFormElement} form */
function note(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
  const query = asked.toString();
  history.replaceState(history.state, "", form.action + (query ? `?${query}` : ""));
}
