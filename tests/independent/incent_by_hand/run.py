"""From the text of a plan to its ledger."""

from . import data
from .evaluate import Evaluator
from .ledger import Ledger
from .outside import Outside
from .payroll import Payroll
from .tree import parse
from .units import Units
from .world import World


def ledger_of(source, folder):
    items = parse(source)
    plans = [i for i in items if i.kind == "plan"]
    tables = data.load([i for i in items if i.kind == "data"], folder)
    rows = []
    for plan in plans:
        rows.extend(run(plan, items, tables))
    return rows


def run(plan, items, tables):
    outside = [i for i in items if i.kind not in ("data", "plan", "test")]
    definitions = {}
    for item in (*outside, *plan.items):
        if item.name in definitions or item.name in tables:
            raise Outside("one name twice")
        definitions[item.name] = item
    world = World(plan, definitions, tables)
    evaluator = Evaluator(world, definitions)
    payroll = Payroll(evaluator, Units(definitions, tables, plan.currency))
    return Ledger(payroll).fill(plan.items)
