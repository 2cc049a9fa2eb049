// Where people sign in, unlock and leave: shown to whoever stands there.

const DOORS = ["/masuk", "/buka", "/keluar", "/demo", "/terkunci", "/luring"];

/** @param {string} path with or without its query */
export function isDoor(path) {
  return DOORS.some(
    (door) => path === door || path.startsWith(`${door}/`) || path.startsWith(`${door}?`),
  );
}
