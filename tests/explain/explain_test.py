"""Works out again what explanations say: every node of every line of the ledgers of golden files and examples.

    explain_test.py INCENT EXPLAIN_DUMP REPOSITORY
    explain_test.py INCENT --plan PLAN DATA          exit code 77: the data is not there

The reader knows docs/explanations.md and nothing of the program. Texts in both languages are compared with the JSON:
no number stands in a text that is not in a node, and every label is a name or title of the plan.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

import unicodedata
import reader

AMOUNT = re.compile(r"(?:= |→ |: |× )(-?\d[\d,]*(?:\.\d+)?)( %)?(?= |$|）|\))")
KINDS = ["payouts", "payout", "clause", "definition", "cell", "constant", "parameter", "change", "level", "line", "earlier",
         "operation mul", "operation add", "operation sub", "operation min", "sum agg.sum", "sum wsum", "sum wcount",
         "sum scan.sum", "sum scan.count", "sum scan.first", "sum row.once", "sum wmax", "sum wmin", "sum wfirst", "sum wlast", "sum scan.max",
         "sum scan.min", "sum scan.earliest", "sum scan.latest", "tiers tier.marginal", "tiers tier.value", "tiers tier.interp",
         "choice select", "choice pick", "choice hit", "choice choose", "choice coalesce", "split split.part",
         "split split.group", "split round.row"]


class Campaign:
    def __init__(self):
        self.lines = self.nodes = self.checked = 0
        self.kinds = collections.Counter()
        self.faults = []

    def fault(self, name, what):
        self.faults.append(f"{name}: {what}")

    def line(self, name, trace, source, texts=(), earned=None):
        tree = reader.Tree(trace)
        self.lines += 1
        self.nodes += tree.nodes
        self.checked += tree.checked
        self.kinds.update(tree.kinds)
        place = f"{name}, {trace['component']}, {trace['participant']}, {trace.get('period', '')}, {trace.get('row_key', '')}"
        for fault in tree.faults:
            self.fault(place, fault)
        payout = trace["root"]["children"][0]
        if earned is not None and payout["status"] != "withheld" and "value" in payout["value"]:
            own = payout["value"]["value"]
            own = {"true": "1", "false": "0"}.get(own, own)
            if own != earned:
                self.fault(place, f"the ledger says {earned}, the explanation {own}")
        for label in labels_of(trace["root"]):
            # A plan is read in NFC, whatever form it is written in.
            if label not in source + unicodedata.normalize("NFC", source) and label not in reader.FUNCTIONS:
                self.fault(place, f"`{label}` is in no plan")
        known = numbers_of(trace)
        for text in texts:
            for number in amounts_of(text) - known:
                self.fault(place, f"{number} stands in the text and in no node\n{text}")
            if "\x1f" in text or "u{1f}" in text:
                self.fault(place, "the separator of keys is shown")


def labels_of(node):
    """The names and titles that nodes carry; the root's has the question behind it, a cell's is a path."""
    if node["kind"] == "cell":
        yield from node["label"].split(".")
    elif "label" in node:
        yield node["label"].split(",")[0] if node["kind"] == "payouts" else node["label"]
    for child in node.get("children", []):
        yield from labels_of(child)


def numbers_of(trace):
    """All numbers of a document, as texts show them."""
    found = set()

    def shown(text):
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        whole, _, rest = digits.partition(".")
        return sign + whole, rest.rstrip("0")

    def visit(item):
        if isinstance(item, list):
            for part in item:
                visit(part)
        elif isinstance(item, dict):
            if isinstance(item.get("value"), str) and reader.NUMBER.match(item["value"]):
                found.add(shown(item["value"]))
                found.add(percent(item["value"]))
            for part in item.values():
                visit(part)
        elif isinstance(item, str) and reader.NUMBER.match(item):
            found.add(shown(item))

    def percent(text):
        sign = "-" if text.startswith("-") else ""
        digits = text.lstrip("-")
        whole, _, rest = digits.partition(".")
        rest = rest.ljust(2, "0")
        return sign + (whole + rest[:2]).lstrip("0").rjust(1, "0"), rest[2:].rstrip("0")

    visit(trace)
    return found


def amounts_of(text):
    """The amounts behind `=`, an arrow or a colon; a clause is the author's text up to there."""
    found = set()
    for line in text.splitlines():
        for digits, _ in AMOUNT.findall(line.partition("⟨")[0].partition("←")[0]):
            whole, _, rest = digits.replace(",", "").partition(".")
            found.add((whole, rest.rstrip("0")))
    return found


def goldens(campaign, dump, root):
    files = [path for folder in ("run", "cases", "trace") for path in sorted((root / "tests/golden" / folder).rglob("*.incent"))
             if not path.name.startswith("fail_")]
    done = subprocess.run([dump, *files], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        campaign.fault("explain_dump", done.stderr)
    for text in done.stdout.splitlines():
        line = json.loads(text)
        name = str(pathlib.Path(line["file"]).relative_to(root))
        campaign.line(name, line["explanation"], line["source"], [line["english"], line["chinese"]], line["earned"])
    return len(files)


def explained(campaign, incent, plan, data):
    """Every line of the ledger of a plan, as the command explains it."""
    command = [incent, "explain", plan, "--data", data, "--all", "--format"]
    documents = subprocess.run([*command, "json"], capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
    language = "zh" if ".zh." in plan.name else "en"
    texts = subprocess.run([*command, "text", "--lang", language], capture_output=True, encoding="utf-8",
                           check=True).stdout.split("\n\n")
    if len(documents) != len(texts) or not documents:
        campaign.fault(plan.name, f"{len(documents)} documents and {len(texts)} texts")
    source = plan.read_text(encoding="utf-8")
    for document, text in zip(documents, texts):
        campaign.line(plan.name, json.loads(document)["explanation"], source, [text])


def report(campaign, title, kinds=()):
    print(f"{title}: {campaign.lines} lines, {campaign.nodes} nodes, {campaign.checked} worked out again, "
          f"{len(campaign.faults)} faults")
    for kind, count in sorted(campaign.kinds.items()):
        print(f"  {count:7} {kind}")
    missing = [kind for kind in kinds if campaign.kinds[kind] == 0]
    if missing:
        campaign.faults.append(f"no node of the kinds {missing}")
    for fault in campaign.faults[:40]:
        print(f"FAULT {fault}")
    return 1 if campaign.faults or campaign.lines == 0 else 0


def main(incent, *arguments):
    campaign = Campaign()
    if arguments[0] == "--plan":
        plan, data = map(pathlib.Path, arguments[1:])
        if not data.is_dir():
            print(f"SKIPPED: there is no folder {data}; set the CMake option INCENT_TEST_DATA")
            return 77
        explained(campaign, incent, plan, data)
        return report(campaign, plan.name)
    dump, root = arguments[0], pathlib.Path(arguments[1])
    files = goldens(campaign, dump, root)
    for plan in sorted((root / "examples/quickstart").glob("*.incent")):
        explained(campaign, incent, plan, root / "examples/quickstart/data")
    return report(campaign, f"{files} golden files and the quickstart", KINDS)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
