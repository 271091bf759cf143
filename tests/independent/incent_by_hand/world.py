"""The plan over its data: people, lines of credits, and the places where values belong."""

from . import days
from .outside import Outside
from .values import Error


class Person:
    """A place: a participant, without a time."""

    kind = "person"

    def __init__(self, record, index):
        self.person = record
        self.index = index
        self.row = self.line = self.period = self.date = None


class Row:
    """A place: a row of a dataset, in a credit. `person` is the recipient where one is known."""

    kind = "row"

    def __init__(self, record, person=None):
        self.row = record
        self.person = person
        self.line = self.period = self.date = None


class Cell:
    """A place: a participant and a period. Dates are read at its end."""

    kind = "cell"

    def __init__(self, person, period):
        self.person = person.person
        self.owner = person
        self.period = period
        self.date = period[2]
        self.row = self.line = None


class Line:
    """A place: what a credit gives a participant for a row."""

    kind = "line"

    def __init__(self, credit, row, owner, date, share, amount):
        self.credit = credit
        self.row = row
        self.owner = owner
        self.person = owner.person
        self.date = date
        self.share = share
        self.amount = amount
        self.doubt = None  # an Error where it is not known whether the line exists
        self.line = self
        self.period = None

    @property
    def order(self):
        return (self.date, self.row.order)


class World:
    def __init__(self, plan, definitions, tables):
        self.plan = plan
        self.definitions = definitions
        self.tables = tables
        self.start = days.parse(plan.start)
        self.until = days.parse(plan.until) if plan.until else None
        records = sorted(tables[plan.people].records, key=lambda r: r.order)
        self.people = [Person(r, i) for i, r in enumerate(records)]
        self.owner = {id(p.person): p for p in self.people}
        if any(r.repeated for r in records):
            raise Outside("a participant whose key is repeated")
        self.cells = {}
        self.last = None  # the last day, once known

    def cell(self, owner, period):
        key = (owner.index, period)
        if key not in self.cells:
            self.cells[key] = Cell(owner, period)
        return self.cells[key]

    def in_plan(self, day):
        return self.start <= day and (self.until is None or day <= self.until)

    def last_day(self):
        """Without an end, the last day on which anything was credited."""
        if self.last is None:
            self.last = Outside("credits that need periods of a plan without an end")
            self.last = self.until or self.last_credited()
        if isinstance(self.last, Outside):
            raise self.last
        return self.last

    def last_credited(self):
        dates = [li.date for c in self.definitions.values() if c.kind == "credit" for li in self.lines(c.name)]
        return max([self.start, *(d for d in dates if not isinstance(d, Error))])

    def periods(self, unit):
        """The periods of a unit that the plan's days meet, in order."""
        found = [days.period(unit, self.start)]
        while found[-1][2] < self.last_day():
            found.append(days.period(unit, found[-1][2] + 1))
        return found

    def period_at(self, place, unit):
        """The period of a unit that holds the place; Error where the place's date is one."""
        if place.kind == "cell":
            return days.period(unit, place.period[2])
        if place.kind == "line":
            return place.date if isinstance(place.date, Error) else days.period(unit, place.date)
        raise Outside("a period where there is none")
