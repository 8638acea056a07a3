"""Every error of the system, as one tree.

KBError                     anything a caller may want to catch
├── DocumentError           a file or document is at fault; others go on
│   ├── UnsupportedFormat   the bytes are of a kind that is not read
│   ├── UnreadableDocument  the kind is known, its content cannot be had
│   ├── ParserFailed        the parser crashed, hung or outgrew its memory
│   ├── UnknownDocument     no live document (or page) has this id
│   └── CorrectionError     what a person says of a document cannot be so
├── StoreError              the store is at fault
│   ├── StoreMissing        there is no store at this place
│   ├── StoreBusy           another process is writing; names it
│   └── StoreMismatch       made by a newer version, or with another embedding model
├── ModelError              the embedding model cannot be used
├── DatasetError            an evaluation's dataset, or a result of one, is at fault
├── VocabularyError         a file of the vocabulary of findings is at fault
├── ServerError             the running server cannot be reached or answered with an error
└── QuestionError           the question or query cannot be asked as it stands

A message says what, which file or value, which limit, and what to do next.
"""


class KBError(Exception):
    """Anything a caller may want to catch."""


class DocumentError(KBError):
    """A file or document is at fault; others go on."""


class UnsupportedFormat(DocumentError):
    """The bytes are of a kind that is not read."""


class UnreadableDocument(DocumentError):
    """The kind is known, its content cannot be had."""


class ParserFailed(DocumentError):
    """The parser crashed, hung or outgrew its memory."""


class UnknownDocument(DocumentError):
    """No live document (or page) has this id."""


class CorrectionError(DocumentError):
    """What a person says of a document cannot be so; the message names the field and the value."""


class StoreError(KBError):
    """The store is at fault."""


class StoreMissing(StoreError):
    """There is no store at this place."""


class StoreBusy(StoreError):
    """Another process is writing; the message names it."""


class StoreMismatch(StoreError):
    """Made by a newer version, or with another embedding model."""


class ModelError(KBError):
    """The embedding model cannot be used."""


class DatasetError(KBError):
    """An evaluation's dataset, or a result of one, is at fault."""


class VocabularyError(KBError):
    """A file of the vocabulary of findings is at fault."""


class ServerError(KBError):
    """The running server cannot be reached or answered with an error."""


class QuestionError(KBError):
    """The question or query cannot be asked as it stands."""
