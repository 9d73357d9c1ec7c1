"""Records to tasks: which documents each record gets, and under which names."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from handout.batch.order import Order
from handout.diagnostics import Diagnostic, Span
from handout.files.names import file_name
from handout.patients import NOBODY, Patient
from handout.patients.lists import RawRecord, Record
from handout.pipeline import Request
from handout.requests.build import by_document
from handout.requests.file_names import name_parts
from handout.source.values import suggestion
from handout.workspace.load import Workspace

MOST_KNOWN = 256
"""What so many records say in their columns is kept."""


class Task(Struct, frozen=True):
    """One document to be made."""

    place: int
    """In the order of the input."""
    record: int
    line: int
    id: str
    file: str
    kind: Request
    """What is asked for, without the patient: many tasks have the same object, which is sent to a worker once."""
    patient: Patient = NOBODY
    language: str | UnsetType = UNSET
    """The document's language, in a run with a column for languages."""

    @property
    def request(self) -> Request:
        """What is asked for, for its patient."""
        return replace(self.kind, patient=self.patient)

    @property
    def characters(self) -> int:
        """How many its patient's values have."""
        return sum(len(value) for value in self.patient.values.values() if isinstance(value, str))


class RefusedRecord(Struct, frozen=True):
    """A record that gets no document, why, and which documents of an earlier run there could be."""

    place: int
    record: Record
    problems: tuple[Diagnostic, ...]
    stale: tuple[str, ...] = ()


class RequestBuilder:
    """Turns records into tasks."""

    def __init__(self, order: Order, workspace: Workspace) -> None:
        self.order, self._workspace = order, workspace
        self._columns_decide = bool(order.columns.names)
        self._names: dict[tuple[str | None, ...], list[str]] = {}
        self._for_nobody: dict[tuple[str, ...], list[Request]] = {}
        """The requests of records by what their columns say: in a long list most say what another has said."""
        self._alike: list[tuple[Request, str]] | None = None
        """What every record gets, and how the names of the files begin."""
        self.stride = 1 if order.one_file else len(order.topics)

    def foreseen(self, number: int, row: RawRecord) -> list[Task]:
        """The documents of a record whose values are as good as ever, for nobody; none where columns decide."""
        if row.flaws or self._columns_decide or not (id := " ".join(row.cells.get("id", "").split())):
            return []
        if self._alike is None:
            documents = by_document(self.order.topics, one_file=self.order.one_file)
            requests = [self.order.request(topics, self.order.audiences[0]) for topics in documents]
            self._alike = [(request, ".".join(self._parts(request))) for request in requests]
        place = (number - 1) * self.stride
        return [
            Task(place + at, number, row.line, id, f"{start}.{id}.pdf", request)
            for at, (request, start) in enumerate(self._alike)
        ]

    def tasks(self, record: Record) -> list[Task | RefusedRecord]:
        """The documents of a record, or why it gets none."""
        place = (record.number - 1) * self.stride
        if record.patient is None or record.problems:
            return [RefusedRecord(place, record, record.problems, self._stale(record))]
        try:
            return [
                Task(
                    place + at,
                    record.number,
                    record.line,
                    str(record.id),
                    self._file(kind, record),
                    kind,
                    record.patient,
                    self._printed_in(kind),
                )
                for at, kind in enumerate(self._kinds(record))
            ]
        except _Problem as problem:
            where = Span("", record.line, 1)
            # What a record's column may say is in its line of the manifest, which has no place for a hint.
            message = ": ".join(filter(None, (f"record {record.number}", problem.message, problem.hint)))
            problem_of_record = Diagnostic(where, message, "", problem.code)
            return [RefusedRecord(place, record, (problem_of_record,), self._stale(record))]

    def _kinds(self, record: Record) -> list[Request]:
        """What is asked for of a record, without its patient."""
        key = tuple(record.columns.values())
        if key not in self._for_nobody:
            if len(self._for_nobody) >= MOST_KNOWN:
                self._for_nobody.clear()
            self._for_nobody[key] = self._asked(record)
        return self._for_nobody[key]

    def _asked(self, record: Record) -> list[Request]:
        """What a record's columns ask for, without its patient."""
        columns, order = self.order.columns, self.order
        topics = order.topics
        if columns.topics:
            named = [
                name for name in record.columns[columns.topics].replace(",", " ").replace(";", " ").split() if name
            ]
            topics = tuple(dict.fromkeys(_one_of(name, order.topics, columns.topics) for name in named if name))
            if not topics:
                raise _Problem(f"the column '{columns.topics}' names no topic", "", "empty-field")
        audience = order.audiences[0]
        if columns.audience:
            audience = _one_of(record.columns[columns.audience], order.audiences, columns.audience)
        layout = order.layout
        if columns.layout and record.columns[columns.layout]:
            layout = _one_of(record.columns[columns.layout], tuple(self._workspace.layouts), columns.layout)
        language = order.language
        if columns.language and record.columns[columns.language]:
            language = _language(record.columns[columns.language], columns.language)
        for name in topics:
            topic = self._workspace.topics[name]
            if audience not in topic.audience:
                raise _Problem(f"'{name}' is not for the audience '{audience}'", "", "audience")
            if self._workspace.in_language(name, language) is None:
                known = ", ".join((self._workspace.own_language(name), *self._workspace.translated_into(name)))
                raise _Problem(f"'{name}' is in {known}, not in the language asked for", "", "language")
        return [
            Request(
                topics=document, audience=audience, layout=layout, paper=order.paper, scale=order.scale,
                language=language, date=order.date, standard=order.standard,
            )
            for document in by_document(topics, one_file=order.one_file)
        ]  # fmt: skip

    def _printed_in(self, request: Request) -> str | UnsetType:
        """The language of a document, where a column decides it."""
        if not self.order.columns.language:
            return UNSET
        return request.language or self._workspace.own_language(request.topics[0])

    def _file(self, request: Request, record: Record) -> str:
        if record.id is None:
            raise _Problem("there is no id to name the file after", "", "no-id")
        columns = self.order.columns
        if "." in record.id and (columns.layout or columns.language):
            hint = "in a run with a column for layouts or languages, ids have no dots"
            raise _Problem("the id has a dot, so its file could be mistaken for another record's", hint, "unsafe-name")
        try:
            return file_name([*self._parts(request), record.id])
        except ValueError as error:
            raise _Problem(f"no file can be named after the record's id: {error}", "", "unsafe-name") from None

    def _parts(self, request: Request) -> list[str]:
        """The parts of a name that many records share; a layout is resolved for them."""
        key = *request.topics, request.audience, request.layout, request.language
        if key not in self._names:
            self._names[key] = name_parts(self._workspace, request)
        return self._names[key]

    def _stale(self, record: Record) -> tuple[str, ...]:
        """The names that a refused record's documents would have, where they are known."""
        if record.id is None or self._columns_decide:
            return ()
        names = []
        for topics in by_document(self.order.topics, one_file=self.order.one_file):
            request = self.order.request(topics, self.order.audiences[0])
            try:
                names.append(file_name([*self._parts(request), record.id]))
            except ValueError:
                continue
        return tuple(names)


class _Problem(Exception):
    def __init__(self, message: str, hint: str, code: str) -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


def _one_of(name: str, known: tuple[str, ...], column: str) -> str:
    """A name that a column gives; what isn't known may be a patient's word, and is not shown."""
    if not name:
        raise _Problem(f"the column '{column}' is empty", f"it may be {', '.join(known[:20])}", "empty-field")
    if name not in known:
        plain = name.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
        hint = f"did you mean '{plain}'?" if plain in known else suggestion(name, known)
        if len(parts := name.replace("+", "|").replace("/", "|").split("|")) > 1 and {*parts} <= {*known}:
            hint = "put a space, a comma or a semicolon between names, where the column may have several"
        hint = hint or f"it may be {', '.join(known[:20])}"
        raise _Problem(f"the column '{column}' has a value that this run doesn't know", hint, "unknown-name")
    return name


def _language(text: str, column: str) -> str:
    from handout.source.scalars import language

    try:
        return language(text)
    except ValueError:
        from handout.source.languages import language_named

        meant = language_named(text)
        hint = f"did you mean '{meant}'?" if meant else "write es or en-GB"
        raise _Problem(f"the column '{column}' names no language", hint, "language") from None
