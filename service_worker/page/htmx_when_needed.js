// htmx is the largest script of a page and is needed by the first touch only: it is fetched then.
// Until it has come a form goes plainly, as it does without scripts.

const NEEDS_IT = "[hx-get], [hx-post]";

export function watchHtmx() {
  if (!document.querySelector('meta[name="htmx"]')) return;
  for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, onTouch, true);
}

/** @param {Event} event */
function onTouch(event) {
  const touched = event.target instanceof Element ? event.target.closest(NEEDS_IT) : null;
  if (!touched) return;
  for (const type of ["pointerdown", "focusin"]) document.removeEventListener(type, onTouch, true);
  const script = document.createElement("script");
  script.src = document.querySelector('meta[name="htmx"]')?.getAttribute("content") ?? "";
  // What was typed before it came is searched for now.
  script.addEventListener("load", () => setTimeout(typedBefore));
  document.head.append(script);
}

function typedBefore() {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement && field.value !== field.defaultValue)
    field.dispatchEvent(new Event("input", { bubbles: true }));
}
