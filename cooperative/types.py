"""Column types and table habits shared by every table of the books.

SQLite tables are STRICT, so every SQL type is spelled TEXT or INTEGER there. A type that has no
spelling here (DateTime, Float, Numeric) is refused by SQLite: no naive times, no fractions of a
rupiah.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_STRICT_SPELLING: Mapping[type[Any], str] = {
    sa.String: "TEXT",
    sa.Enum: "TEXT",
    sa.Uuid: "TEXT",
    sa.JSON: "TEXT",
    sa.Date: "TEXT",
    sa.Boolean: "INTEGER",
    sa.BigInteger: "INTEGER",
    sa.SmallInteger: "INTEGER",
}


def _spelled(name: str) -> Any:
    def compile_type(_type: object, _compiler: object, **_: object) -> str:
        return name

    return compile_type


for _type, _name in _STRICT_SPELLING.items():
    compiles(_type, "sqlite")(_spelled(_name))


class Instant(sa.TypeDecorator[datetime]):
    """A moment in UTC: ISO text with microseconds on SQLite, timestamptz on PostgreSQL."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Choose the spelling of the engine."""
        instant: Any = sa.Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True)
        return dialect.type_descriptor(instant)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a naive time: a village has one zone, a province two."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment back in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


def one_of(kind: type[StrEnum]) -> sa.Enum:
    """Build a text column that holds one of the words of `kind`, checked by the schema."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=_snake(kind.__name__),
        values_callable=_values,
        length=24,
    )


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


def ruled(*constraints: sa.schema.SchemaItem) -> tuple[Any, ...]:
    """Build `__table_args__`: the table's own constraints, and STRICT on SQLite."""
    return (*constraints, {"sqlite_strict": True})


def index_where(condition: str, name: str, *columns: str, unique: bool = False) -> sa.Index:
    """Build an index of only those rows for which `condition` holds, on both engines."""
    where = sa.text(condition)
    return sa.Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def points_to(table: str, *columns: str, key: tuple[str, ...]) -> sa.ForeignKeyConstraint:
    """Build a foreign key that carries the cooperative: `columns` of this row name `key` of
    `table`.
    """
    return sa.ForeignKeyConstraint(list(columns), [f"{table}.{name}" for name in key])


def of_cooperative(table: str, column: str) -> sa.ForeignKeyConstraint:
    """Build the usual foreign key (cooperative_id, column) -> table(cooperative_id, id)."""
    return points_to(table, "cooperative_id", column, key=("cooperative_id", "id"))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Row(SQLModel):
    """Base of all tables: the table is called like the class, in snake case."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # noqa: N805
        return _snake(cls.__name__)
