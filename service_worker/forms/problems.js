// What is wrong stands at its field, in the words of the server, and the first of it is in focus.

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} problems sentences by field
 * @returns {boolean} whether every one found its field
 */
export function showProblems(form, problems) {
  for (const old of form.querySelectorAll("[data-problem]")) old.remove();
  for (const marked of form.querySelectorAll("[aria-invalid]"))
    marked.removeAttribute("aria-invalid");
  const names = Object.keys(problems);
  const fields = names.map((name) => fieldOf(form, name));
  for (const [place, field] of fields.entries()) if (field) show(field, problems[names[place]]);
  fields.find((field) => field)?.focus();
  return names.length > 0 && fields.every((field) => field !== null);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLElement | null}
 */
function fieldOf(form, name) {
  const found = [...form.elements].find(
    (field) => field.getAttribute("name") === name && field.getAttribute("type") !== "hidden",
  );
  return found instanceof HTMLElement ? found : null;
}

/** @param {HTMLElement} field @param {string} sentence */
function show(field, sentence) {
  const said = document.createElement("p");
  said.className = "error";
  said.dataset.problem = "";
  said.id = `${field.id || field.getAttribute("name")}-masalah`;
  said.textContent = sentence;
  (field.closest(".field, fieldset") ?? field.parentElement)?.append(said);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", said.id);
}
