// Parts of the page that are drawn on the phone, from the page's own <template>s.

/**
 * A copy of what a template holds.
 * @param {string} id
 * @returns {HTMLElement | null} null on a page without it
 */
export function copyOf(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const first = template.content.firstElementChild;
  return first ? /** @type {HTMLElement} */ (document.importNode(first, true)) : null;
}

/**
 * Write a text where `data-<slot>` marks its place; an empty one hides the place.
 * @param {Element} within
 * @param {string} slot
 * @param {string} text
 */
export function fillIn(within, slot, text) {
  const place = within.querySelector(`[data-${slot}]`);
  if (!(place instanceof HTMLElement)) return;
  place.textContent = text;
  place.hidden = text === "";
}

/**
 * Take away what belongs to other looks: `data-when="refused late"` names those of an element.
 * @param {Element} within
 * @param {string} look
 */
export function keepOnly(within, look) {
  for (const part of within.querySelectorAll("[data-when]"))
    if (!part.getAttribute("data-when")?.split(" ").includes(look)) part.remove();
}

/**
 * Draw a list: what has not changed stays as it is, so that focus and screen readers do too.
 * @template T
 * @param {Element} list whose other items, the server's, follow
 * @param {T[]} items
 * @param {{idOf: (item: T) => string, signOf: (item: T) => string,
 *   make: (item: T) => HTMLElement | null}} how
 */
export function drawList(list, items, { idOf, signOf, make }) {
  const had = new Map([...list.querySelectorAll(":scope > [data-sign]")].map((li) => [li.id, li]));
  const drawn = [];
  for (const item of items) {
    const [id, sign] = [idOf(item), signOf(item)];
    const old = had.get(id);
    if (old?.getAttribute("data-sign") === sign) {
      drawn.push(old);
      continue;
    }
    const fresh = make(item);
    if (!fresh) continue;
    fresh.id = id;
    fresh.dataset.sign = sign;
    const hadFocus = old?.contains(document.activeElement);
    old?.replaceWith(fresh);
    if (!old) list.prepend(fresh);
    if (hadFocus) focusOn(fresh);
    drawn.push(fresh);
  }
  for (const old of had.values()) if (!drawn.includes(old)) takeAway(old);
  for (const [place, li] of drawn.entries())
    if (list.children[place] !== li) list.insertBefore(li, list.children[place] ?? null);
}

/** @param {Element} gone */
function takeAway(gone) {
  const hadFocus = gone.contains(document.activeElement);
  gone.remove();
  if (hadFocus) document.getElementById("isi")?.focus();
}

/** @param {HTMLElement} item */
function focusOn(item) {
  const act = item.querySelector("button, a");
  if (act instanceof HTMLElement) act.focus();
}
