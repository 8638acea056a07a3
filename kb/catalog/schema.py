"""Tables of the catalogue and the migrations that bring an older store up to them.

A new store is made at the newest version from `tables`; an older one runs the migrations it lacks.
Rows of documents, pages, blocks and passages exist only while they are live, so "visible" needs no
flag: one transaction puts the new rows in and takes the old ones out.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

tables = MetaData()

document = Table(
    "document",
    tables,
    Column("id", String(16), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("media_type", String, nullable=False),
    Column("parser", String, nullable=False),
    Column("pipeline", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("document_type", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("authority", String),
    Column("year", Integer),
    Column("access", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("cause", Text),
    Column("ingested_at", String, nullable=False),
)

source = Table(
    "source",
    tables,
    Column("name", Text, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("added_at", String, nullable=False),
)

failure = Table(
    "failure",
    tables,
    Column("source", Text, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("at", String, nullable=False),
)

page = Table(
    "page",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String, nullable=False),
    Column("cause", Text),
    Column("extractor", String, nullable=False),
)

block = Table(
    "block",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("paragraph", String),
    Column("section", JSON, nullable=False),
    Column("speaker", Text),
    Column("stem", Integer),
)

embedding = Table(
    "embedding",
    tables,
    Column("key", String(64), primary_key=True),
    Column("passage", LargeBinary, nullable=False),
    Column("sentences", LargeBinary, nullable=False),
)

passage = Table(
    "passage",
    tables,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("context", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("embedding_key", ForeignKey("embedding.key"), nullable=False, index=True),
    sqlite_autoincrement=True,  # no key is used twice: a vector index may still hold the old one
)

generation = Table(
    "generation",
    tables,
    Column("id", String, primary_key=True),
    Column("model", String, nullable=False),
    Column("n_passages", Integer, nullable=False),
    Column("manifest", JSON, nullable=False),
    Column("built_at", String, nullable=False),
)

meta = Table(
    "meta",
    tables,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

history = Table(
    "history",
    tables,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("event", String, nullable=False),
    Column("document_id", String(16), nullable=False),
    Column("source", Text),
    Column("reason", Text),
    sqlite_autoincrement=True,
)

recommendation = Table(
    "recommendation",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("number", String),
    Column("paragraph", String),
    Column("section", JSON, nullable=False),
    Column("addressees", JSON, nullable=False),
    Column("scope", String),
    Column("due", Text),
    Column("status", Text),
    Column("action", Text),
    Column("lead", Text),
)

event = Table(
    "event",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("date", Text, nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("precision", String, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("year_stated", Boolean, nullable=False),
    Column("faults", JSON, nullable=False),
    Column("agency", Text),
    Column("paragraph", String),
    Column("section", JSON, nullable=False),
)

# One ordinary FTS5 table, its text its own: an external-content table drifts from what it mirrors
# without an error. Rows go in and out in the same transaction as their passages.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE passage_text USING fts5"
    "(context, body, tokenize = 'porter unicode61 remove_diacritics 2')"
)
TERMS = "CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_text, row)"

SCHEMA_VERSION = 2

# Statements that bring version N to N + 1, by N.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        """CREATE TABLE recommendation (
            document_id VARCHAR(16) NOT NULL REFERENCES document (id),
            ordinal INTEGER NOT NULL,
            kind VARCHAR NOT NULL,
            spans JSON NOT NULL,
            number VARCHAR,
            paragraph VARCHAR,
            section JSON NOT NULL,
            addressees JSON NOT NULL,
            scope VARCHAR,
            due TEXT,
            status TEXT,
            action TEXT,
            "lead" TEXT,
            PRIMARY KEY (document_id, ordinal)
        )""",
        """CREATE TABLE event (
            document_id VARCHAR(16) NOT NULL REFERENCES document (id),
            ordinal INTEGER NOT NULL,
            date TEXT NOT NULL,
            "first" VARCHAR(10),
            "last" VARCHAR(10),
            precision VARCHAR NOT NULL,
            spans JSON NOT NULL,
            year_stated BOOLEAN NOT NULL,
            faults JSON NOT NULL,
            agency TEXT,
            paragraph VARCHAR,
            section JSON NOT NULL,
            PRIMARY KEY (document_id, ordinal)
        )""",
    ),
}
