"""The value of an expression at a place."""

from . import days, numbers
from .absence import Absence
from .folds import Folds
from .functions import Functions
from .grains import Grains
from .outside import Outside
from .rates import Rates
from .values import Error, first_error

MISSING = object()


class Evaluator(Absence, Folds, Functions, Rates):
    def __init__(self, world, definitions):
        self.world = world
        self.definitions = definitions
        self.grains = Grains(definitions, world.plan.people, world.tables)
        self.memo = {}
        self.exceptions = {}
        for item in definitions.values():
            if item.kind == "exception":
                self.exceptions.setdefault(item.overrides, []).append(item)
        self.lines_of = {}
        self.unplaced = {}
        world.lines = self.lines
        self.pays = None  # set by the payroll
        self.may_miss = False  # under `otherwise` or `is present`: a lookup may find nothing

    def eligible(self, owner):
        if self.world.plan.where is None:
            return True
        return self.at(self.world.plan.where, owner)

    # ---- definitions

    def read(self, definition, place):
        """The value of a definition for a place that may be finer than its own."""
        kind = definition.kind
        if kind == "param":
            return self.param(definition, place.date)
        if kind == "credit":
            return self.own_line(definition, place)
        if kind == "tiers":
            raise Outside("a tier table as a value")
        target = self.target(definition, place)
        if isinstance(target, Error):
            return target
        if self.grains.of(definition)[0] == "line" and target.doubt:
            # What is worked out for a line is in doubt with it.
            return target.doubt
        if kind == "pay":
            return self.pays.amount(definition, target)
        key = (id(definition), id(target))
        if key not in self.memo:
            may_miss, self.may_miss = self.may_miss, False
            self.memo[key] = (target, self.work_out(definition, target))
            self.may_miss = may_miss
        return self.memo[key][1]

    def target(self, definition, place):
        """Where the definition has the value that this place reads."""
        how = self.grains.of(definition)
        declared = definition.kind == "credit" or definition.grain is not None
        if how[0] == "line":
            if place.kind != "line" or place.credit is not self.definitions[how[1]]:
                raise Outside("a line of another credit")
            return place
        if how[0] == "cell" and (declared or place.kind == "cell"):
            period = self.world.period_at(place, how[1])
            return period if isinstance(period, Error) else self.world.cell(place.owner, period)
        if how[0] == "person" and place.kind != "row":
            # What has no grain of its own is worked out where it is used.
            return place
        return place

    def own_line(self, credit, place):
        if place.kind != "line" or place.credit is not credit:
            raise Outside("a credit without a window")
        return place.amount

    def work_out(self, definition, place):
        if definition.kind == "table":
            return self.table_row(definition, place)
        if definition.kind == "badge":
            return self.at(definition.when, place)
        if definition.kind != "let":
            raise Outside(f"`{definition.kind}` as a value")
        grain = definition.grain
        if grain is not None and grain.how == "line" and grain.first and \
                self.pays.is_first_line(grain, place) is not True:
            raise Outside("the value of `per first` at another line")
        if definition.clauses is not None:
            return self.pays.block(definition, place)
        overriding = self.overriding(definition, place)
        return self.at(definition.value, place) if overriding is MISSING else overriding

    def overriding(self, definition, place):
        """What an exception says, or MISSING."""
        found = self.exceptions.get(definition.name)
        if not found:
            return MISSING
        holding, failed = [], []
        for exception in found:
            holds = self.holds(exception, place)
            if isinstance(holds, Error):
                failed.append(holds)
            elif holds:
                holding.append(exception)
        if failed:
            return first_error(*failed)
        if not holding:
            return MISSING
        best = [e for e in holding if not any(self.comes_before(o, e) for o in holding if o is not e)]
        values = [self.at(e.set, place) for e in best]
        if len(best) > 1:
            error = first_error(*values)
            if error:
                return Error("exception_conflict", *error.codes)
            if any(v != values[0] for v in values):
                return Error("exception_conflict")
        return values[0]

    def comes_before(self, a, b):
        seen, todo = set(), [a]
        while todo:
            for name in todo.pop().before:
                if name == b.name:
                    return True
                if name not in seen:
                    seen.add(name)
                    todo.append(self.definitions[name])
        return False

    def holds(self, exception, place):
        if exception.start or exception.until:
            if place.date is None:
                raise Outside("an exception with dates where there is none")
            if isinstance(place.date, Error):
                return place.date
            if exception.start and place.date < days.parse(exception.start):
                return False
            if exception.until and place.date > days.parse(exception.until):
                return False
        return True if exception.when is None else self.at(exception.when, place)

    def param(self, param, day):
        if day is None:
            raise Outside("a parameter where there is no date")
        if isinstance(day, Error):
            return day
        value = None
        for start, expr in param.values:
            if days.parse(start) <= day:
                value = expr
        return Error("param_undefined") if value is None else self.constant(value)

    def constant(self, expr):
        return self.at(expr, None)

    # ---- expressions

    def at(self, node, place):
        return getattr(self, "do_" + node.kind.replace(" ", "_"), self.unknown)(node, place)

    def unknown(self, node, place):
        names = {"+": self.add, "-": self.subtract, "*": self.multiply, "/": self.divide}
        if node.kind not in names:
            raise Outside(f"`{node.kind}`")
        if node.right.kind == "length":
            return self.shift(node, place)
        return self.strict(names[node.kind], self.at(node.left, place), self.at(node.right, place))

    def strict(self, function, *values):
        """Errors win, then absence; else the function."""
        error = first_error(*values)
        if error:
            return error
        return None if any(v is None for v in values) else function(*values)

    def add(self, a, b):
        return numbers.checked(a + b)

    def subtract(self, a, b):
        return numbers.checked(a - b)

    def multiply(self, a, b):
        return numbers.multiply(a, b)

    def divide(self, a, b):
        return numbers.divide(a, b)

    def shift(self, node, place):
        sign = 1 if node.kind == "+" else -1
        length = node.right
        return self.strict(lambda d: days.add(d, sign * length.count, length.unit), self.at(node.left, place))

    def do_number(self, node, place):
        return node.value

    def do_text(self, node, place):
        return node.text

    def do_flag(self, node, place):
        return node.value

    def do_date(self, node, place):
        return days.parse(node.text)

    def do_period(self, node, place):
        return days.named(node.text)

    def do_unit(self, node, place):
        return self.world.period_at(place, node.unit)

    def do_negate(self, node, place):
        return self.strict(lambda x: -x, self.at(node.x, place))

    def do_name(self, node, place):
        definition = self.definitions.get(node.name)
        if definition is not None:
            value = self.read(definition, place)
            if definition.kind == "table" and not isinstance(value, Error):
                value = value[0]
            return value
        return self.record(node.name, place)

    def record(self, name, place):
        if place is None or name not in self.world.tables:
            raise Outside(f"`{name}`")
        if name == self.world.plan.people and place.person is not None:
            return place.person
        if place.row is not None and place.row.table.name == name:
            return place.row
        raise Outside(f"`{name}` at this place")

    def do_member(self, node, place):
        if node.x.kind == "name" and node.x.name in self.definitions:
            table = self.definitions[node.x.name]
            if table.kind != "table":
                raise Outside("a member of a definition")
            row = self.read(table, place)
            return row if isinstance(row, Error) else row[table.results.index(node.field)]
        base = self.at(node.x, place)
        return self.strict(lambda record: record.read(node.field, node.x.kind != "name"), base)

    def do_as_of(self, node, place):
        if node.x.kind != "name" or self.definitions[node.x.name].kind != "param":
            raise Outside("`as of` of what is no parameter")
        day = self.at(node.date, place)
        return None if day is None else self.param(self.definitions[node.x.name], day)

    def do_otherwise(self, node, place):
        value = self.possibly(node.x, place)
        value = self.at(node.fallback, place) if value is None else value
        return numbers.checked(value) if isinstance(value, int) else value  # both share their decimals

    def possibly(self, node, place):
        may_miss, self.may_miss = self.may_miss, True
        value = self.at(node, place)
        self.may_miss = may_miss
        return value

    def do_if(self, node, place):
        condition = self.at(node.condition, place)
        if condition is None or isinstance(condition, Error):
            return condition
        return self.at(node.yes if condition else node.no, place)

    def do_and(self, node, place):
        return self.decided(node, place, False)

    def do_or(self, node, place):
        return self.decided(node, place, True)

    def decided(self, node, place, decisive):
        """The decisive value on either side wins over an error on the other."""
        left = self.at(node.left, place)
        if left is decisive:
            return left
        right = self.at(node.right, place)
        if right is decisive:
            return right
        return self.strict(lambda a, b: not decisive, left, right)

    def do_not(self, node, place):
        return self.strict(lambda x: not x, self.at(node.x, place))

    def do_presence(self, node, place):
        value = self.possibly(node.x, place)
        return value if isinstance(value, Error) else (value is not None) == node.present

    def do_compare(self, node, place):
        compare = lambda a, b: self.compare(node.sign, a, b)
        return self.strict(compare, self.at(node.left, place), self.at(node.right, place))

    def compare(self, sign, a, b):
        if sign in ("==", "!="):
            return (a == b) == (sign == "==")
        if isinstance(a, str):
            a, b = a.encode(), b.encode()
        return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]

    def do_in(self, node, place):
        items = [self.at(item, place) for item in node.items]
        return self.strict(lambda x, *all_: (x in all_) != node.negated, self.at(node.x, place), *items)

    def do_between(self, node, place):
        values = (self.at(node.x, place), self.at(node.low, place), self.at(node.high, place))
        return self.strict(lambda x, low, high: (low <= x <= high) != node.negated, *values)

    def do_within(self, node, place):
        if node.length.kind != "length":
            raise Outside("`within` of what is no length of time")
        inside = lambda d, s: s <= d <= days.add(s, node.length.count, node.length.unit)
        return self.strict(inside, self.at(node.x, place), self.at(node.start, place))
