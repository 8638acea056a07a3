"""Tables of the catalogue and the migrations that bring an older store up to them.

A new store is made at the newest version from `tables`; an older one runs the migrations it lacks.
Rows of documents, pages, blocks and passages exist only while they are live, so "visible" needs no
flag: one transaction puts the new rows in and takes the old ones out.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
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
    Column("word_shape", Float),
    Column("confidence", Float),
    Column("pictures", Integer),
    Column("figures", Integer),
    Column("tables", Integer),
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
    Column("statements", LargeBinary),
    Column("search", LargeBinary),
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

field = Table(
    "field",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("by", String),
)

correction = Table(
    "correction",
    tables,
    Column("source", Text, primary_key=True),
    Column("name", String, primary_key=True),
    Column("origin", String, primary_key=True),  # "file" (a manifest) or "person", who wins
    Column("value", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("reason", Text),
)

signature = Table(
    "signature",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("text_sha256", String(64), nullable=False),
    Column("minhash", LargeBinary, nullable=False),
)

# Words read off the picture of a page: [text, left, top, right, bottom, confidence] each.
recognised = Table(
    "recognised",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("words", JSON, nullable=False),
)

hidden_text = Table(
    "hidden_text",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("words", Integer, nullable=False),
)

# A person's word that these bytes at this source may be searched in spite of hidden text; it stays
# when the document is replaced, for the bytes may come back, and goes when it is erased.
acceptance = Table(
    "acceptance",
    tables,
    Column("source", Text, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("by", Text, nullable=False),
    Column("reason", Text),
    Column("at", String, nullable=False),
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

# Which vocabulary and rules a document's theme mentions were made with; a document without a row
# has none yet.
tagging = Table(
    "tagging",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("made_with", String, nullable=False),
)

theme_mention = Table(
    "theme_mention",
    tables,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("theme", String, primary_key=True),
    Column("polarity", String, primary_key=True),
    Column("sentence", Integer, primary_key=True),
    Column("block", Integer, nullable=False),
    Column("spans", JSON, nullable=False),
    Column("marks", Integer, nullable=False),
)

# One ordinary FTS5 table, its text its own: an external-content table drifts from what it mirrors
# without an error. Rows go in and out in the same transaction as their passages.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE passage_text USING fts5"
    "(context, body, tokenize = 'porter unicode61 remove_diacritics 2')"
)
TERMS = "CREATE VIRTUAL TABLE passage_term USING fts5vocab(passage_text, row)"

SCHEMA_VERSION = 5

# Statements that bring version N to N + 1, by N.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE page ADD COLUMN word_shape FLOAT",
        "ALTER TABLE page ADD COLUMN confidence FLOAT",
        "ALTER TABLE page ADD COLUMN pictures INTEGER",
        "ALTER TABLE page ADD COLUMN figures INTEGER",
        "ALTER TABLE page ADD COLUMN tables INTEGER",
        "CREATE TABLE field (document_id VARCHAR(16) NOT NULL REFERENCES document (id), "
        "ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, value TEXT NOT NULL, "
        'spans JSON NOT NULL, confidence FLOAT NOT NULL, "by" VARCHAR, '
        "PRIMARY KEY (document_id, ordinal))",
        "CREATE TABLE correction (source TEXT NOT NULL, name VARCHAR NOT NULL, "
        'origin VARCHAR NOT NULL, value TEXT NOT NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT NULL, '
        "reason TEXT, PRIMARY KEY (source, name, origin))",
        "CREATE TABLE signature (document_id VARCHAR(16) NOT NULL REFERENCES document (id), "
        "text_sha256 VARCHAR(64) NOT NULL, minhash BLOB NOT NULL, PRIMARY KEY (document_id))",
        "CREATE TABLE recognised (document_id VARCHAR(16) NOT NULL REFERENCES document (id), "
        "number INTEGER NOT NULL, words JSON NOT NULL, PRIMARY KEY (document_id, number))",
        "CREATE TABLE hidden_text (document_id VARCHAR(16) NOT NULL REFERENCES document (id), "
        "ordinal INTEGER NOT NULL, page INTEGER NOT NULL, reason VARCHAR NOT NULL, "
        "words INTEGER NOT NULL, PRIMARY KEY (document_id, ordinal))",
        "CREATE TABLE acceptance (source TEXT NOT NULL, sha256 VARCHAR(64) NOT NULL, "
        '"by" TEXT NOT NULL, reason TEXT, at VARCHAR NOT NULL, PRIMARY KEY (source, sha256))',
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
    2: (
        "CREATE TABLE tagging (document_id VARCHAR(16) NOT NULL REFERENCES document (id), "
        "made_with VARCHAR NOT NULL, PRIMARY KEY (document_id))",
        "CREATE TABLE theme_mention (document_id VARCHAR(16) NOT NULL REFERENCES document (id), "
        "theme VARCHAR NOT NULL, polarity VARCHAR NOT NULL, sentence INTEGER NOT NULL, "
        "block INTEGER NOT NULL, spans JSON NOT NULL, marks INTEGER NOT NULL, "
        "PRIMARY KEY (document_id, theme, polarity, sentence))",
    ),
    3: ("ALTER TABLE embedding ADD COLUMN statements BLOB",),
    4: ("ALTER TABLE embedding ADD COLUMN search BLOB",),
}
