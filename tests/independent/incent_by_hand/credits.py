"""The lines of credits, made from rows."""

from . import numbers
from .outside import Outside
from .values import Error, first_error
from .world import Line, Row


class Maker:
    """Lines of a credit, from rows."""

    def __init__(self, evaluator):
        self.e = evaluator

    def lines(self, credit):
        found, unplaced = [], []
        for record in self.e.world.tables[credit.source].records:
            self.row(credit, record, found, unplaced)
        return found, unplaced

    def row(self, credit, record, found, unplaced):
        place = Row(record)
        when = True if credit.when is None else self.e.at(credit.when, place)
        if not when:
            return
        date = self.e.at(credit.on, place)
        amount = self.e.at(credit.amount, place)
        doubt = first_error(when)
        if doubt:
            amount = first_error(when, amount)
        parts = []
        for to in credit.to:
            who = self.e.at(to.who, Row(record))
            if isinstance(who, Error):
                # Nobody can be named for it; the others keep their lines.
                unplaced.append((date, first_error(who, doubt)))
                continue
            holds = True if to.condition is None else self.e.at(to.condition, Row(record, who))
            if holds is False:
                continue
            if who is None:
                raise Outside("a recipient that is absent")
            part = self.e.at(to.share or to.weight, Row(record)) if to.share or to.weight else numbers.ONE
            parts.append((who, first_error(holds, part) or part, isinstance(holds, Error)))
        for who, share, x, uncertain in self.shares(credit, record, parts, amount):
            line = Line(credit, record, self.e.world.owner[id(who)], date, share, first_error(date, x) or x)
            line.doubt = first_error(doubt, x) if doubt or uncertain else None
            found.append(line)

    def shares(self, credit, record, parts, amount):
        """(recipient, share, amount, whether it may not be there): one for each person."""
        error = first_error(*[share for _, share, _ in parts])
        if credit.total is not None and not error:
            total = sum(share for _, share, _ in parts)
            if total != self.e.at(credit.total, Row(record)):
                error = Error("shares_total")
        weights = any(to.weight for to in credit.to)
        if weights or credit.total is not None:
            # One part that is not known leaves none of them known.
            amount = first_error(error, amount) or amount
        amounts = self.weighted(credit, amount, [s for _, s, _ in parts]) if weights else [None] * len(parts)
        merged = {}
        for (who, share, uncertain), x in zip(parts, amounts):
            _, before, sum_before, doubtful = merged.get(id(who), (who, 0, 0, False))
            merged[id(who)] = (who, first_error(before, share) or before + share,
                               x if x is None else first_error(sum_before, x) or sum_before + x,
                               doubtful or uncertain)
        for who, share, x, uncertain in merged.values():
            if not weights:
                x = first_error(amount, share) or numbers.multiply(amount, share)
            yield who, 0 if weights or isinstance(share, Error) else share, x, uncertain

    def weighted(self, credit, amount, weights):
        units = self.e.pays.units
        if isinstance(amount, Error):
            return [amount] * len(weights)
        unit = 10**(18 - units.decimals(units.of_definition(credit)))
        if amount % unit or units.of_definition(credit) is None:
            raise Outside("a weight for what is not in cents")
        if any(w < 0 for w in weights):
            raise Outside("a negative weight in a credit")
        return [part * unit for part in numbers.largest_remainder(amount // unit, weights)]
