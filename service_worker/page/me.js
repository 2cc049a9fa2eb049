// Whose page this is, and on which phone: as the server has written it on the page.

export function me() {
  const { person = "", device = "" } = document.body.dataset;
  return { person, device };
}

/** A copy from this phone, not the server's word of this moment. */
export function isKept() {
  return "kept" in document.body.dataset;
}
