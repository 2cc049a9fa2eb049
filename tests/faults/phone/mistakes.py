"""Seeded mistakes of a phone: small changes of the very scripts the browser gets.

Each must be found by a schedule, or the run has proved nothing.
"""

from tests.faults.phone.handset import Patch

# Any success is taken for ours: a captive portal's page delivers the order nowhere.
_ANY_2XX = Patch(
    "const body = await json(came);",
    "const isGood = came.status === 200;\n"
    "    const body = (await json(came)) ?? (isGood ? { key: row.key, final: true } : null);",
)
# Whoever is signed in sends everything that waits, as hers.
_CURRENT_SESSION = (
    Patch(
        "const person = await sender();\n  const rows",
        "const person = await sender();\n  globalThis.sends = person;\n  const rows",
    ),
    Patch(
        "const rows = (await allRows()).filter((row) => row.person === person);",
        "const rows = person ? await allRows() : [];",
    ),
    Patch('"Lumbung-Person": row.person,', '"Lumbung-Person": globalThis.sends,'),
)
_NEW_ID = Patch(
    '"Idempotency-Key": `"${row.key}"`,',
    '"Idempotency-Key": `"${row.tries > 1 ? world.uuid() : row.key}"`,',
)
_STOPS_AT_REFUSED = Patch(
    "if (!TO_SEND.includes(row.state) || passed.has(row.key)) continue;",
    'if (row.state === "refused") return null;\n'
    "    if (!TO_SEND.includes(row.state) || passed.has(row.key)) continue;",
)
_LEAVING_CLEARS = (
    Patch(
        'writing(["people", "meta", "baskets"]', 'writing(["people", "meta", "baskets", "outbox"]'
    ),
    Patch(
        'tx.objectStore("baskets").delete(person);',
        'tx.objectStore("baskets").delete(person);\n    tx.objectStore("outbox").clear();',
    ),
)

# Whoever died while sending holds the outbox for ever, where there are no locks.
_LEASE_FOR_EVER = Patch(
    "if (held && held.until > now && held.until <= now + LEASE_MS) return false;",
    "if (held) return false;",
)

# Each with seeds of schedules; the first that finds it is enough.
PHONE_CANARIES: dict[str, tuple[tuple[Patch, ...], tuple[int, ...]]] = {
    "delete on any 2xx": ((_ANY_2XX,), (17, 36, 10)),
    "run under the current session": (_CURRENT_SESSION, (1, 2, 6, 7)),
    "new id on retry": ((_NEW_ID,), (1, 3, 4, 6)),
    "queue stops at a refused row": ((_STOPS_AT_REFUSED,), (10, 17, 32, 33)),
    "logout clears the queue": (_LEAVING_CLEARS, (2, 3, 4)),
    "a lease is for ever": ((_LEASE_FOR_EVER,), (5, 35, 45, 50)),
}
