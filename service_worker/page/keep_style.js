// Puts the stylesheet into the browser's cache once the page stands, and says so in a cookie: the
// next page only points to it. A page without the cookie, or after a new release, brings it along.
// The address is beside that of the joined script, `sw/page.js`.

const STYLE = new URL("../app.css", import.meta.url);
const [, , DIGEST] = STYLE.pathname.split("/");
const STYLE_COOKIE = `gaya=${DIGEST}`;

export function keepStyle() {
  if (document.cookie.split("; ").includes(STYLE_COOKIE)) return;
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle, { once: true });
}

function whenIdle() {
  if ("requestIdleCallback" in window) requestIdleCallback(keep);
  else setTimeout(keep, 1000);
}

async function keep() {
  const answer = await fetch(STYLE).catch(() => null);
  if (!answer?.ok) return;
  await answer.arrayBuffer();
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in older browsers
  document.cookie = `${STYLE_COOKIE}; Path=/; Max-Age=31536000; SameSite=Lax; Secure`;
}
