"""The lines of the ledger."""

import csv
from decimal import Decimal

from . import days, numbers
from .outside import Outside
from .values import Error, first_error

COLUMNS = ["plan", "plan_version", "component", "participant", "earned_by", "period", "credit_date",
           "posting_date", "status", "earned", "paid", "balance", "unit", "dataset", "row", "cause"]


class Ledger:
    def __init__(self, payroll):
        self.payroll = payroll
        self.e = payroll.e
        self.world = payroll.world
        self.rows = []

    def fill(self, items):
        for item in items:
            if item.kind == "pay":
                self.component(item)
            elif item.kind == "badge":
                self.badge(item)
            elif item.kind == "clawback":
                self.clawback(item)
        return self.rows

    def component(self, pay):
        found = []
        on = next((c for c in pay.clauses if c.kind == "on"), None)
        for place, amount in self.payroll.payouts(pay).values():
            if amount == 0 and not isinstance(amount, bool):
                continue
            posting = place.date if on is None else self.e.at(on.x, place)
            for entry in self.parts(pay, place, amount, posting):
                found.append(self.row(pay, place, *entry))
        self.add(found)

    def parts(self, pay, place, amount, posting):
        """(who is paid, amount, posting date) of each entry."""
        spread = next((c for c in pay.clauses if c.kind == "spread"), None)
        shares = [c for c in pay.clauses if c.kind == "to"]
        owner = place.person
        if amount is None:
            amount = Error("absent_amount")
        error = first_error(amount, posting)
        if error:
            day = None if isinstance(posting, Error) else posting
            people = [self.e.at(c.who, place) for c in shares]
            if any(who is None or isinstance(who, Error) for who in people):
                raise Outside("a payee that is not known")
            if not shares or any(c.share is not None for c in shares):
                people.insert(0, owner)
            times = [day]
            if spread:
                times = [None if day is None else days.add(day, k, spread.length.unit)
                         for k in range(spread.length.count)]
            return [(who, error, day) for who in people for day in times]
        times = [(amount, posting)] if spread is None else self.instalments(pay, spread.length, amount, posting)
        if not shares:
            return [(owner, part, day) for part, day in times if part]
        if spread:
            raise Outside("`spread over` and `to` together")
        return [(who, part, posting) for who, part in self.shared(pay, place, shares, amount) if part != 0]

    def instalments(self, pay, length, amount, day):
        if day is None:
            raise Outside("instalments without a date")
        rule = self.payroll.last_rule(pay)
        unit = self.payroll.unit(pay, rule)
        before = 0
        for k in range(1, length.count + 1):
            level = numbers.round_to(numbers.divide(numbers.checked(amount * k), length.count * numbers.ONE), unit, rule.mode)
            yield level - before, days.add(day, k - 1, length.unit)
            before = level

    def shared(self, pay, place, shares, amount):
        people, weights = [], []
        for clause in shares:
            who = self.e.at(clause.who, place)
            part = numbers.ONE if clause.share is None else self.e.at(clause.share, place)
            if who is None or isinstance(who, Error) or not isinstance(part, int):
                raise Outside("a payee that is not known")
            people.append(who)
            weights.append(part)
        rest = numbers.ONE - sum(weights)
        if rest < 0 or any(w < 0 for w in weights):
            return [(who, Error("shares_total")) for who in (place.person, *people)]
        unit = self.payroll.unit(pay, self.payroll.last_rule(pay))
        if amount % unit:
            raise Outside("shares of what is no multiple of the unit")
        parts = numbers.largest_remainder(amount // unit, [*weights, rest])
        # What stays comes first in the ledger.
        return [(place.person, parts[-1] * unit), *((who, part * unit) for who, part in zip(people, parts))]

    def blank(self, component, who, place, posting):
        row = dict.fromkeys(COLUMNS, "")
        row.update(plan=self.world.plan.name, plan_version=self.world.plan.version, component=component,
                   participant=who.key[0], credit_date=days.text(place.date))
        if who is not place.person:
            row["earned_by"] = place.person.key[0]
        if posting is not None:
            row["posting_date"] = days.text(posting)
            row["period"] = days.name(days.period(self.world.plan.pays, posting))
        if place.line is not None:
            row["dataset"] = place.row.table.name
            row["row"] = "/".join(key.decode() for key in place.row.order)
        return row

    def row(self, pay, place, who, amount, posting, name=None):
        unit = self.payroll.units.of_pay(pay)
        row = self.blank(name or pay.name, who, place, posting)
        row["unit"] = unit
        if isinstance(amount, Error):
            row.update(status="withheld", cause="|".join(sorted(amount.codes)))
        else:
            self.amounts(row, amount, posting, pay)
        return row

    def amounts(self, row, amount, posting, pay):
        unit = self.payroll.unit(pay, self.payroll.last_rule(pay))
        decimals = next(n for n in range(19) if unit % 10**(18 - n) == 0)
        text = numbers.text(amount, decimals)
        zero = numbers.text(0, decimals)
        held = posting is None
        row.update(status="held" if held else "paid", earned=text, paid=zero if held else text,
                   balance=text if held else zero)

    def add(self, found):
        key = lambda r: (r["participant"].encode(), r["period"] == "", r["posting_date"], r["credit_date"],
                         r["row"].encode(), r["earned_by"].encode(), Decimal(r["earned"] or 0))
        self.rows.extend(sorted(found, key=key))

    def badge(self, badge):
        found = []
        if badge.grain.how != "cell":
            raise Outside("a badge per line")
        for owner in self.world.people:
            for period in self.world.periods(badge.grain.unit):
                place = self.world.cell(owner, period)
                eligible = self.e.eligible(owner)
                holds = eligible is not False and self.payroll.both(eligible, self.e.read(badge, place))
                if holds is False:
                    continue
                row = self.blank(badge.name, owner.person, place, place.date)
                row.update(unit="badge", status="paid", earned="1", paid="1", balance="0")
                if isinstance(holds, Error):
                    row.update(status="withheld", cause="|".join(sorted(holds.codes)), earned="", paid="",
                               balance="")
                found.append(row)
        self.add(found)

    def clawback(self, claw):
        pay = self.payroll.e.definitions[claw.of]
        if any(c.kind in ("spread", "to") for c in pay.clauses):
            raise Outside("a clawback of parts")
        on = next((c for c in pay.clauses if c.kind == "on"), None)
        found = []
        for place, amount in self.payroll.rows(pay).values():
            may = self.payroll.pays_at(pay, place)
            if may is False:
                continue
            posting = place.date if on is None else self.e.at(on.x, place)
            taken, day = self.taken(claw, place, amount, posting)
            found.append((place, first_error(may) or self.payroll.certain(place, taken), day))
        self.add([self.row(pay, place, place.person, taken, day, claw.name)
                  for place, taken, day in self.rounded(pay, found) if taken != 0])

    def rounded(self, pay, found):
        """What is taken back, negative: rounded for each line, or together for the lines of a row of a split."""
        rule = self.payroll.last_rule(pay)
        unit = self.payroll.unit(pay, rule)
        split = self.payroll.is_split(self.e.definitions[pay.grain.credit])
        groups = {}
        for entry in found:
            if isinstance(entry[1], Error):
                yield entry
            else:
                groups.setdefault(id(entry[0].row if split else entry[0]), []).append(entry)
        for same in groups.values():
            parts = numbers.round_together([taken for _, taken, _ in same], unit, rule.mode)
            for (place, _, day), part in zip(same, parts):
                yield place, -part, day

    def taken(self, claw, place, amount, posting):
        when = True if claw.when is None else self.e.at(claw.when, place)
        if when is False:
            return 0, None
        day = self.e.at(claw.on, place)
        part = self.e.at(claw.recover, place)
        error = first_error(when, day, part, amount, posting)
        if error or amount is None:
            raise Outside("an error in a clawback")
        if day is None:
            raise Outside("a clawback without a date")
        if not 0 <= part <= numbers.ONE:
            return Error("recover_range"), day
        if posting is None or posting > day:
            return 0, None
        return numbers.multiply(amount, part), day


def write(rows, stream):
    out = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
