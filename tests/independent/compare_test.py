"""Pays plans twice, by the engine and by hand, and compares the ledgers line by line.

    compare_test.py INCENT INCENT_DIFF REPOSITORY FIRST_SEED NUM_PLANS

The plans are those of the examples and golden files that bring data, and generated ones. What the evaluator does
not know it says, and such plans are counted, not compared; if they become most of all, that is a failure too.
"""

import collections
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

from incent_by_hand.outside import Outside
from incent_by_hand.run import ledger_of

COMPARED = ["plan", "plan_version", "component", "participant", "earned_by", "period", "credit_date",
            "posting_date", "status", "earned", "paid", "balance", "unit", "dataset", "row"]


class Campaign:
    def __init__(self, incent):
        self.incent = incent
        self.same = self.lines = 0
        self.outside = collections.Counter()
        self.failures = []

    def engine(self, plan, folder):
        """The ledger that the program writes, or None where the plan does not compile."""
        with tempfile.TemporaryDirectory() as scratch:
            done = subprocess.run(
                [self.incent, "run", plan, "--data", folder, "--out", "-",
                 "--rejects", pathlib.Path(scratch) / "rejects.csv"],
                capture_output=True, encoding="utf-8", check=False)
        if done.returncode not in (0, 1) or not done.stdout:
            return done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def compare(self, name, plan, folder):
        source = plan.read_text(encoding="utf-8")
        try:
            mine = ledger_of(source, folder)
        except Outside as reason:
            self.outside[str(reason)] += 1
            return
        theirs = self.engine(plan, folder)
        found = theirs if isinstance(theirs, str) else "\n".join(differences(mine, theirs))
        if found:
            self.failures.append(f"{name}\n{found}")
            return
        self.same += 1
        self.lines += len(mine)

    def report(self, title):
        skipped = sum(self.outside.values())
        print(f"{title}: {self.same} plans agree, in {self.lines} lines; {skipped} are outside the subset; "
              f"{len(self.failures)} differ")
        for reason, count in self.outside.most_common():
            print(f"  {count:4} {reason}")
        for failure in self.failures:
            print(f"DIFFERENT: {failure}\n")
        return self.same, skipped + len(self.failures)


def line_of(row):
    return tuple(row[column] for column in COMPARED)


def differences(mine, theirs):
    """The first lines that only one side has. Which of several errors is the cause, the documentation leaves open."""
    ours = collections.Counter(map(line_of, mine))
    engine = collections.Counter(map(line_of, theirs))
    if ours != engine:
        lines = [f"by hand: {','.join(line)}" for line in ours - engine]
        lines += [f"engine:  {','.join(line)}" for line in engine - ours]
        return lines[:12]
    if [line_of(row) for row in mine] != [line_of(row) for row in theirs]:
        return ["the same lines in another order"]
    return []


def golden_inputs(text):
    """A golden file's source and its input files."""
    source, files, current = [], {}, None
    for line in text.splitlines():
        if line.startswith("#+ "):
            current = files.setdefault(line[3:].strip(), [])
        elif line.startswith("#= "):
            current = None
        elif line.startswith("#|"):
            if current is not None:
                current.append(line[3:])
        else:
            current = None
            source.append(line)
    return source, files


def goldens(campaign, root, scratch):
    for path in sorted((root / "tests/golden/run").rglob("*.incent")):
        source, files = golden_inputs(path.read_text(encoding="utf-8"))
        if not files or path.name.startswith("fail_"):
            continue
        folder = scratch / path.stem
        folder.mkdir()
        (folder / path.name).write_text("\n".join(source) + "\n", encoding="utf-8")
        for name, lines in files.items():
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        campaign.compare(path.name, folder / path.name, folder)


def examples(campaign, root):
    folder = root / "examples/quickstart"
    for plan in sorted(folder.glob("*.incent")):
        campaign.compare(plan.name, plan, folder / "data")


def main(incent, incent_diff, root, first, count):
    root = pathlib.Path(root)
    written, generated = Campaign(incent), Campaign(incent)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        if int(first) == 1:
            examples(written, root)
            goldens(written, root, scratch)
        subprocess.run([incent_diff, "--seed", first, "--plans", count, "--write", scratch / "generated"],
                       check=True)
        for folder in sorted((scratch / "generated").iterdir()):
            generated.compare(folder.name, folder / "plan.incent", folder)
    written.report("examples and golden files")
    same, others = generated.report("generated plans")
    if same < others:
        print("most of the generated plans are outside the subset")
    return 1 if written.failures or generated.failures or same < others else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
