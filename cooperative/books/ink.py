"""Tables written in ink: the schema itself refuses to change or delete their rows.

Used by migrations, and by the test that compares a migrated schema with a fresh one.
"""

from collections.abc import Callable

# Those of the first books: migrations run with the code of today, and name what they found.
FIRST = ("entry", "transfer", "stock_movement", "order_step", "activity", "audit")
PROFILE = ("profile", "document", "annual_meeting", "partnership")
INK = (
    *(*FIRST, "sale", "sale_line", "visit", "visit_check", "visit_answer"),
    *(*PROFILE, "assignment_step", "savings_look"),
)

_SQLITE = (
    "CREATE TRIGGER {table}_is_ink_{verb} BEFORE {verb} ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
_FUNCTION = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END
$$"""
_POSTGRESQL = (
    "CREATE TRIGGER {table}_is_ink_{verb} BEFORE {verb} ON {table}"
    " FOR EACH {each} EXECUTE FUNCTION refuse_change()"
)


def append_only(execute: Callable[[str], object], dialect: str, table: str) -> None:
    """Create the triggers that keep `table` in ink; `execute` runs one statement."""
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            execute(_SQLITE.format(table=table, verb=verb))
        return
    execute(_FUNCTION)
    for verb, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        execute(_POSTGRESQL.format(table=table, verb=verb, each=each))


# What a submission was and became never changes; only who took its place is added later.
_VERDICT = (
    "cooperative_id, key, person_id, kind, digest, verdict, effect_count, code, facts, location"
)


def fixed_verdicts(execute: Callable[[str], object], dialect: str) -> None:
    """Create the triggers that keep a submission's verdict, and the submission itself."""
    if dialect == "sqlite":
        stop = "BEGIN SELECT RAISE(ABORT, 'a verdict never changes'); END"
        execute(f"CREATE TRIGGER verdict_is_fixed BEFORE UPDATE OF {_VERDICT} ON submission {stop}")
        execute(f"CREATE TRIGGER submission_stays BEFORE DELETE ON submission {stop}")
        return
    execute(_FUNCTION)
    stop = "ON submission FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    execute(f"CREATE TRIGGER verdict_is_fixed BEFORE UPDATE OF {_VERDICT} {stop}")
    execute(f"CREATE TRIGGER submission_stays BEFORE DELETE {stop}")


def feed_positions(execute: Callable[[str], object], dialect: str) -> None:
    """Create the sequence of the feed's positions where the engine needs one."""
    if dialect == "postgresql":
        execute("CREATE SEQUENCE IF NOT EXISTS activity_position")
