// Bagikan: a link to WhatsApp everywhere; where the phone has a chooser of its own, that one.

export function watchShare() {
  if (!("share" in navigator)) return;
  document.addEventListener("click", (event) => {
    const link =
      event.target instanceof Element
        ? event.target.closest('a[href^="https://wa.me/?text="]')
        : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    const text = new URL(link.href).searchParams.get("text") ?? "";
    navigator.share({ text }).catch(() => {
      // She changed her mind, and is left where she was.
    });
  });
}
