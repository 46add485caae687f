"""Types of columns: what SQLAlchemy and Django call them, and which holds all that another does."""

from __future__ import annotations

TEXT, BINARY, TRUTH, JSON, UUID = "text", "bytes", "boolean", "JSON", "UUID"
DAY, TIME, MOMENT, SPAN, REAL, DECIMAL = (
    "date",
    "time",
    "date and time",
    "interval",
    "real",
    "decimal",
)
SMALL, INTEGER, BIG = "small integer", "integer", "big integer"

_SIZES = (SMALL, INTEGER, BIG)
_SQLALCHEMY = {
    "String": TEXT, "Unicode": TEXT, "Text": TEXT, "UnicodeText": TEXT, "VARCHAR": TEXT,
    "CHAR": TEXT, "TEXT": TEXT, "str": TEXT, "LONGTEXT": TEXT, "MEDIUMTEXT": TEXT, "NVARCHAR": TEXT,
    "Integer": INTEGER, "INTEGER": INTEGER, "INT": INTEGER, "int": INTEGER, "BigInteger": BIG,
    "BIGINT": BIG, "SmallInteger": SMALL, "SMALLINT": SMALL, "Boolean": TRUTH, "BOOLEAN": TRUTH,
    "bool": TRUTH, "DateTime": MOMENT, "DATETIME": MOMENT, "TIMESTAMP": MOMENT, "datetime": MOMENT,
    "Date": DAY, "DATE": DAY, "date": DAY, "Time": TIME, "Interval": SPAN, "Float": REAL,
    "FLOAT": REAL, "Double": REAL, "float": REAL, "REAL": REAL, "Numeric": DECIMAL,
    "DECIMAL": DECIMAL, "Decimal": DECIMAL, "NUMERIC": DECIMAL, "LargeBinary": BINARY,
    "BLOB": BINARY, "bytes": BINARY, "JSON": JSON, "JSONB": JSON, "Uuid": UUID, "UUID": UUID,
    "Enum": TEXT,
}  # fmt: skip
_DJANGO = {
    "CharField": TEXT, "TextField": TEXT, "SlugField": TEXT, "EmailField": TEXT, "URLField": TEXT,
    "FileField": TEXT, "ImageField": TEXT, "FilePathField": TEXT, "IntegerField": INTEGER,
    "PositiveIntegerField": INTEGER, "AutoField": INTEGER, "BigIntegerField": BIG,
    "BigAutoField": BIG, "PositiveBigIntegerField": BIG, "SmallIntegerField": SMALL,
    "PositiveSmallIntegerField": SMALL, "SmallAutoField": SMALL, "BooleanField": TRUTH,
    "NullBooleanField": TRUTH, "DateTimeField": MOMENT, "DateField": DAY, "TimeField": TIME,
    "DurationField": SPAN, "FloatField": REAL, "DecimalField": DECIMAL, "BinaryField": BINARY,
    "JSONField": JSON, "UUIDField": UUID, "GenericIPAddressField": "IP address",
}  # fmt: skip
DJANGO_LENGTHS = {"SlugField": "50", "EmailField": "254", "URLField": "200", "FileField": "100",
                  "ImageField": "100", "FilePathField": "100"}  # fmt: skip
KNOWN = frozenset({*_SQLALCHEMY.values(), *_DJANGO.values()})


def sqlalchemy_type(word: str) -> str:
    """The word for a type of SQLAlchemy, or of Python in ``Mapped[...]``."""
    return _SQLALCHEMY.get(word, word)


def django_type(word: str) -> str:
    """The word for a field of Django."""
    return _DJANGO.get(word, word)


def is_wider(old: str, now: str) -> bool:
    """Whether ``now`` holds all that ``old`` does, as values of the same sort."""
    return old in _SIZES and now in _SIZES and _SIZES.index(old) < _SIZES.index(now)


def is_narrower(old: str, now: str) -> bool:
    """Whether ``now`` is of the same sort, and holds less."""
    return is_wider(now, old)
