"""Tables from CSV files, by the schema. A cell that cannot be used is an error value."""

import csv
import io
import re
import unicodedata

from . import days
from .lexer import number
from .outside import Outside
from .values import Error
from .words import MINOR

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


class Record:
    """A row: its key, and its cells by field."""

    def __init__(self, table, key):
        self.table = table
        self.key = key
        self.cells = {}
        self.repeated = False
        self.order = ()

    def __eq__(self, other):
        return isinstance(other, Record) and (self.table, self.key) == (other.table, other.key)

    def __hash__(self):
        return hash(self.key)

    def read(self, field, through_key):
        """A cell. Where the key is repeated: an error through a reference, and for the row's own numbers and key."""
        number = self.table.fields[field].type in ("number", "rate", "money", "points")
        if self.repeated and (number or through_key or field in self.table.keys):
            return Error("duplicate_key")
        return self.cells[field]


class Table:
    def __init__(self, schema):
        self.schema = schema
        self.name = schema.name
        self.fields = {f.name: f for f in schema.fields}
        self.keys = [f.name for f in schema.fields if f.key]
        self.records = []
        self.by_key = {}
        self.rejects = 0


def decimals(field):
    if field.digits is not None:
        return field.digits
    return {"money": MINOR.get(field.currency, 2), "points": 0}.get(field.type, 6)


def parse_number(field, text):
    if field.type == "rate" and text.endswith("%") and _DECIMAL.fullmatch(text[:-1]):
        whole, _, part = text[:-1].partition(".")
        text = ("-" if whole.startswith("-") else "") + _shift(whole.lstrip("-"), part)
    if not _DECIMAL.fullmatch(text):
        return None
    whole, _, part = text.partition(".")
    if len(part) > decimals(field) or len(whole.strip("-").lstrip("0")) > 38 - decimals(field):
        return None
    value = number(text.lstrip("-")) * (-1 if text.startswith("-") else 1)
    if field.bounds and not field.bounds[0] <= value <= field.bounds[1]:
        return None
    return value


def _shift(whole, part):
    digits = whole.rjust(3, "0")
    return (digits[:-2] + "." + digits[-2:] + part)


FLAGS = {"true": True, "TRUE": True, "True": True, "false": False, "FALSE": False, "False": False}


def parse_cell(field, text):
    """The value, None for an empty optional cell, Error for what cannot be used. References stay texts."""
    if text == "":
        return None if field.optional else Error("bad_cell")
    if field.type in ("number", "rate", "money", "points"):
        value = parse_number(field, text)
    elif field.type == "date":
        value = days.parse(text)
    elif field.type == "flag":
        value = FLAGS.get(text)
    elif field.type == "one of":
        value = text if text in field.labels else None
    elif field.type == "period":
        raise_for_period(text)
        value = days.named(text)
    else:
        value = text
    return Error("bad_cell") if value is None else value


def raise_for_period(text):
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2]|Q[1-4]|H[12])|FY\d{4}", text, re.ASCII):
        raise Outside("a cell with a period of another form")


def load(schemas, folder):
    tables = {schema.name: Table(schema) for schema in schemas}
    for table in tables.values():
        path = folder / (table.schema.source or table.name + ".csv")
        if path.suffix != ".csv" or not path.is_file():
            raise Outside(f"no CSV file {path.name}")
        fill(table, path.read_bytes())
    for table in tables.values():
        refer(table, tables)
    return tables


def fill(table, raw):
    text = unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    rows = [cells for cells in rows if cells]  # a line without a character is no row
    header, fields = rows[0], table.schema.fields
    for field in fields:
        if header.count(field.header) != 1:
            raise Outside(f"no column {field.header}")
    columns = {field.name: header.index(field.header) for field in fields}
    for cells in rows[1:]:
        if len(cells) != len(header):
            raise Outside("a row with another number of cells")
        values = {f.name: parse_cell(f, cells[columns[f.name]]) for f in fields}
        keys = tuple(values[k] for k in table.keys)
        if any(k is None or isinstance(k, Error) for k in keys):
            raise Outside("a row whose key cannot be used")
        record = Record(table, keys)
        record.cells = values
        record.order = tuple(cells[columns[k]].encode() for k in table.keys)
        if keys in table.by_key:
            record.repeated = table.by_key[keys].repeated = True
        table.by_key.setdefault(keys, record)
        table.records.append(record)


def refer(table, tables):
    """Texts that name rows become those rows, in keys too."""
    for field in table.schema.fields:
        if field.type not in tables:
            continue
        target = tables[field.type]
        for record in table.records:
            text = record.cells[field.name]
            if isinstance(text, str):
                found = target.by_key.get((text,))
                record.cells[field.name] = Error("bad_cell") if found is None else found
    if any(table.fields[k].type in tables for k in table.keys):
        table.by_key = {}
        for record in table.records:
            key = tuple(record.cells[k] for k in table.keys)
            if any(isinstance(part, Error) for part in key):
                raise Outside("a row whose key cannot be used")
            table.by_key.setdefault(key, record)
