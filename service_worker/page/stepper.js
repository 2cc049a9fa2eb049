// The minus and plus beside a number field.

export function watchSteppers() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-step]") : null;
    const field = button?.parentElement?.querySelector("input");
    if (!(button instanceof HTMLElement) || !(field instanceof HTMLInputElement)) return;
    step(field, Number(button.dataset.step));
  });
}

/**
 * @param {HTMLInputElement} field
 * @param {number} by
 */
function step(field, by) {
  const least = Number(field.min || 0);
  const most = Number(field.max || 999);
  const wanted = (Number.parseInt(field.value, 10) || 0) + by;
  const value = String(Math.min(Math.max(wanted, least), most));
  if (value === field.value) return;
  field.value = value;
  // As if typed: whoever listens to the field hears of it.
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
