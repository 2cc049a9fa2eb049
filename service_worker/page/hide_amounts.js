// Hides private amounts at one tap. Where the server has hidden them already they are not in the
// page at all, so showing them again is left to the form.

const HIDDEN_COOKIE = "sembunyi=1; Path=/; Max-Age=31536000; SameSite=Lax; Secure";

export function watchHideAmounts() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("hideAmounts" in form.dataset)) return;
    const wanted = new FormData(form).get("sembunyi");
    if (wanted !== "1") return;
    event.preventDefault();
    hide();
  });
}

function hide() {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in older browsers
  document.cookie = HIDDEN_COOKIE;
  document.body.dataset.amounts = "hidden";
  for (const form of document.querySelectorAll("form[data-hide-amounts]")) offerToShow(form);
}

/** @param {Element} form */
function offerToShow(form) {
  const field = form.querySelector("input[name=sembunyi]");
  const word = form.querySelector("[data-word]");
  const drawing = form.querySelector("use");
  if (field instanceof HTMLInputElement) field.value = "0";
  if (word) word.textContent = "Tampilkan";
  if (drawing)
    drawing.setAttribute("href", (drawing.getAttribute("href") ?? "").replace("#eye-off", "#eye"));
}
