"""What is paid: the clauses of each pay, and the lines of the ledger."""

from . import days, numbers
from .grains import children
from .outside import Outside
from .values import Error, first_error

WIDTH = {"day": 0, "week": 1, "half month": 2, "month": 3, "quarter": 4, "half year": 5, "year": 6}


def reads(node, name):
    return (node.kind == "name" and node.name == name) or any(reads(c, name) for c in children(node))


class Sequence:
    """The places of one participant in order, and the amount so far at each."""

    def __init__(self, places, paying):
        self.places = places
        self.paying = paying
        self.x = [0] * len(places)
        self.holds = [True] * len(places)  # all that `when` has said, since a floor


class Payroll:
    def __init__(self, evaluator, units):
        self.e = evaluator
        self.world = evaluator.world
        self.units = units
        self.known = {}
        evaluator.pays = self

    def amount(self, pay, place):
        """What a pay gives at a place of its own; 0 where it pays nothing."""
        if isinstance(place, Error):
            return place
        return self.rows(pay).get(id(place), (place, 0))[1]

    def rows(self, pay):
        if pay.name not in self.known:
            self.known[pay.name] = None
            self.known[pay.name] = self.work_out(pay)
        if self.known[pay.name] is None:
            raise Outside("a pay that reads itself")
        return self.known[pay.name]

    def payouts(self, pay):
        """The rows; withheld where an assertion that reads the pay does not hold."""
        rows = dict(self.rows(pay))
        for item in self.e.definitions.values():
            if item.kind != "assert" or not reads(item.x, pay.name):
                continue
            if self.e.grains.natural(item.x) != self.e.grains.of(pay):
                raise Outside("an assertion of another grain than its pay")
            for key, (place, amount) in rows.items():
                holds = self.e.at(item.x, place) if self.pays_at(pay, place) else True
                failed = holds if isinstance(holds, Error) else None if holds else Error("assert_failed")
                if failed:
                    rows[key] = (place, first_error(amount, failed))
        return rows

    # ---- places

    def places(self, pay, owner):
        if pay.grain.how == "cell":
            return [self.world.cell(owner, p) for p in self.world.periods(pay.grain.unit)]
        lines = [li for li in self.e.lines(pay.grain.credit) if li.owner is owner]
        for line in lines:
            if isinstance(line.date, Error):
                raise Outside("a line without a date")
        lines.sort(key=lambda li: li.order)
        if any(a.order == b.order for a, b in zip(lines, lines[1:])):
            raise Outside("two lines of one key on one day")
        return lines

    def pays_at(self, pay, place):
        """True, False or an Error."""
        return (pay.grain.how == "cell" or self.world.in_plan(place.date)) and self.e.eligible(place.owner)

    def is_first_line(self, grain, place):
        lines = [li for li in self.e.lines(grain.credit) if li.owner is place.owner]
        return self.is_first(place, grain.over, sorted(lines, key=lambda li: li.order))

    def block(self, let, place):
        """A `let` with clauses: as in a pay, but for `round`, which has to be written."""
        ordered = self.ordered(let.clauses)
        if self.level_window(ordered) is not None:
            raise Outside("a level in a `let`")
        s = Sequence([place], [True])
        for clause in ordered:
            self.apply(let, clause, s)
        return s.x[0]

    def ordered(self, clauses):
        """The amount first, whatever `when` stands before it."""
        clauses = [c for c in clauses if c.kind not in ("on", "spread", "to")]
        start = next(i for i, c in enumerate(clauses) if c.kind in ("amount", "apply", "entitled"))
        return [clauses[start], *clauses[:start], *clauses[start + 1:]]

    def counts(self, pay, place, places):
        """False for lines that are not the first ones which `per first` asks for; Error where one before may be."""
        return pay.grain.how == "cell" or not pay.grain.first or self.is_first(place, pay.grain.over, places)

    def is_first(self, place, window, lines):
        """The first line of the participant in the window that holds the place."""
        if window is None or window.how == "all time":
            same = lines
        elif window.how == "unit":
            period = days.period(window.unit, place.date)
            same = [li for li in lines if period[1] <= li.date <= period[2]]
        else:
            raise Outside("`per first` over another window")
        before = same[:same.index(place)]
        if any(li.doubt is None for li in before):
            return False
        inside = lambda day: window is None or window.how == "all time" or period[1] <= day <= period[2]
        return first_error(self.e.lost_before(place, inside), *(li.doubt for li in [*before, place])) or True

    # ---- clauses

    def work_out(self, pay):
        found = {}
        ordered = self.ordered(pay.clauses)
        split = pay.grain.how == "line" and self.is_split(self.e.definitions[pay.grain.credit])
        sequences = []
        for owner in self.world.people:
            places = self.places(pay, owner)
            paying = [self.both(self.world.in_plan(p.date) if split else self.pays_at(pay, p),
                                self.counts(pay, p, places)) for p in places]
            sequences.append(Sequence(places, paying))
        for i, clause in enumerate(ordered):
            if clause.kind == "round":
                self.round_all(pay, clause, sequences, ordered[:i], split)
            else:
                for s in sequences:
                    self.apply(pay, clause, s)
                    s.x = [first_error(may) or x for may, x in zip(s.paying, s.x)]
        rule = self.last_rule(pay)
        if rule is self.world.plan.round:
            self.round_all(pay, rule, sequences, ordered, split)
        for s in sequences:
            for place, x in zip(s.places, s.x):
                may = self.pays_at(pay, place)
                x = first_error(may) or (self.certain(place, x) if may else 0)
                found[id(place)] = (place, x)
        return found

    def both(self, a, b):
        return False if a is False or b is False else first_error(a, b) or True

    def certain(self, place, x):
        """An error where a line may not be there, unless nothing is paid for it either way."""
        doubt = place.doubt if place.kind == "line" else None
        return x if doubt is None or (isinstance(x, int) and x == 0) else first_error(doubt, x)

    def is_split(self, credit):
        return credit.total is not None or any(to.weight is not None for to in credit.to)

    def last_rule(self, pay):
        """A `round` that only conditions follow, else the plan's."""
        rule = self.world.plan.round
        for clause in self.ordered(pay.clauses):
            if clause.kind != "when":
                rule = clause if clause.kind == "round" else self.world.plan.round
        return rule

    def round_all(self, pay, rule, sequences, before, split):
        if split and self.level_window(before) is None:
            return self.round_rows(pay, rule, sequences)
        for s in sequences:
            self.round(pay, rule, s, before)

    def apply(self, pay, clause, s):
        name = "clause_" + clause.kind.replace(" ", "_")
        if clause.kind == "capped at" and clause.window is not None:
            return self.cap_per(pay, clause, s)
        if clause.kind == "round":
            return self.round(pay, clause, s, [])
        if clause.kind == "apply" and self.to_date(clause.x):
            return self.apply_to_date(pay, clause, s)
        if clause.kind == "entitled":
            return self.entitled(pay, clause, s)
        for i, place in enumerate(s.places):
            if s.paying[i]:
                s.x[i] = self.step(clause, name, s, i)

    def step(self, clause, name, s, i):
        if clause.kind == "when":
            holds = self.e.at(clause.x, s.places[i])
            s.holds[i] = False if s.holds[i] is False or holds is False else first_error(s.holds[i], holds) or True
            return first_error(holds, s.x[i]) if isinstance(holds, Error) else s.x[i] if holds else 0
        if clause.kind in ("multiply by", "prorated by") and s.holds[i] is not True:
            # What a condition has taken away has no factor; nobody asks for it.
            return 0 if s.holds[i] is False else first_error(s.holds[i], s.x[i])
        if clause.kind == "at least":
            s.holds[i] = True
        return getattr(self, name)(clause, s.places[i], s.x[i])

    def clause_amount(self, clause, place, x):
        return self.e.at(clause.x, place)

    def clause_apply(self, clause, place, x):
        tiers = self.e.definitions[clause.tiers]
        return self.e.tier_amount(tiers, self.e.at(clause.x, place), place)

    def clause_multiply_by(self, clause, place, x):
        return self.e.strict(numbers.multiply, x, self.e.at(clause.x, place))

    def clause_prorated_by(self, clause, place, x):
        part = self.e.at(clause.x, place)
        if isinstance(part, int) and not 0 <= part <= numbers.ONE:
            part = Error("proration")
        return self.e.strict(numbers.multiply, x, part)

    def clause_at_least(self, clause, place, x):
        if clause.window is not None and clause.window.unit != place.period[0]:
            raise Outside("`at least` per another window")
        return self.e.strict(max, x, self.e.at(clause.x, place))

    def clause_capped_at(self, clause, place, x):
        return self.e.strict(min, x, self.e.at(clause.x, place))

    # ---- levels

    def to_date(self, x):
        return x.kind == "fold" and x.window is not None and x.window.how == "to date"

    def window_of(self, window, place):
        """What is the same for two places in one window."""
        if window.how in ("unit", "to date"):
            return self.world.period_at(place, window.unit)
        if window.how == "plan":
            first = place.period[1] if place.kind == "cell" else place.date
            behind = self.world.until is not None and first > self.world.until
            return None if behind or place.date < self.world.start else "plan"
        raise Outside("a level over another window")

    def before(self, pay, s, i, window):
        """The place before in the same window; None at its start."""
        place = s.places[i]
        if pay.grain.how == "line":
            before = s.places[i - 1] if i else None
        else:
            before = self.world.cell(place.owner, days.previous(place.period))
        key = self.window_of(window, place)
        if before is None or key is None or self.window_of(window, before) != key:
            return None
        return before

    def apply_to_date(self, pay, clause, s):
        tiers = self.e.definitions[clause.tiers]
        for i, place in enumerate(s.places):
            if not s.paying[i]:
                continue
            now = self.e.at(clause.x, place)
            then = self.then(clause.x, self.before(pay, s, i, clause.x.window), place, clause.x.window)
            levels = [self.e.tier_amount(tiers, level, place) for level in (now, then)]
            s.x[i] = self.e.strict(lambda a, b: a - b, *levels)

    def lost(self, place, window):
        """The error of lines that may stand before this place in the window."""
        if place.kind != "line":
            return None
        key = self.window_of(window, place)
        same = lambda day: window.how == "plan" or day >= key[1]
        return self.e.lost_before(place, same)

    def then(self, x, before, place, window):
        """The level at the place before, which must be known to be there."""
        lost = self.lost(place, window)
        if lost:
            return lost
        if before is None:
            return 0
        return (before.doubt if before.kind == "line" else None) or self.e.at(x, before)

    def entitled(self, pay, clause, s):
        for i, place in enumerate(s.places):
            if not s.paying[i]:
                continue
            then = self.then(clause.x, self.before(pay, s, i, clause.window), place, clause.window)
            s.x[i] = self.e.strict(lambda a, b: a - b, self.e.at(clause.x, place), then)

    def running(self, s, window):
        """For each place, the level before it and with it."""
        levels = {}
        for i, place in enumerate(s.places):
            key = self.window_of(window, place)
            before = levels.get(key, 0)
            x = first_error(self.lost(place, window)) or self.certain(s.places[i], s.x[i])
            levels[key] = self.e.strict(numbers.checked, self.e.strict(lambda a, b: a + b, before, x))
            yield before, levels[key]

    def cap_per(self, pay, clause, s):
        changed = []
        for i, (before, now) in enumerate(self.running(s, clause.window)):
            limit = self.e.at(clause.x, s.places[i])
            capped = self.e.strict(lambda b, n, v: min(v, n) - min(v, b), before, now, limit)
            changed.append(capped if s.paying[i] else 0)
        s.x = changed

    def level_window(self, ordered):
        """The widest window in which the pay accumulates, or None."""
        windows = [c.window for c in ordered if c.kind in ("entitled", "capped at") and c.window is not None]
        windows += [c.x.window for c in ordered if c.kind == "apply" and self.to_date(c.x)]
        plan = next((w for w in windows if w.how == "plan"), None)
        return plan or max(windows, key=lambda w: WIDTH[w.unit], default=None)

    def round(self, pay, rule, s, ordered):
        unit = self.unit(pay, rule)
        window = self.level_window(ordered)
        rounded = lambda x: numbers.round_to(x, unit, rule.mode)
        if window is None:
            s.x = [self.e.strict(rounded, x) if s.paying[i] else 0 for i, x in enumerate(s.x)]
            return
        changed = []
        for i, (before, now) in enumerate(self.running(s, window)):
            row = self.e.strict(lambda b, n: rounded(n) - rounded(b), before, now)
            changed.append(row if s.paying[i] else 0)
        s.x = changed

    def unit(self, pay, rule):
        """The plan's unit where it is of the pay's own, else the smallest there is."""
        if rule.unit.unit in (None, self.units.of_pay(pay)):
            return rule.unit.value
        return 10**(18 - self.units.decimals(self.units.of_pay(pay)))

    def allot_unit(self, total):
        unit = self.units.of(total)
        if unit is None:
            raise Outside("`allot` of a plain number")
        rule = self.world.plan.round
        return rule.unit.value if rule.unit.unit in (None, unit) else 10**(18 - self.units.decimals(unit))

    # ---- rows of one source row

    def round_rows(self, pay, rule, sequences):
        rows = {}
        for s in sequences:
            for i, place in enumerate(s.places):
                s.x[i] = self.certain(place, s.x[i])
                if s.paying[i] and isinstance(s.x[i], int):
                    rows.setdefault(id(place.row), []).append((s, i))
        for same in rows.values():
            parts = numbers.round_together([s.x[i] for s, i in same], self.unit(pay, rule), rule.mode)
            for (s, i), part in zip(same, parts):
                s.x[i] = part
