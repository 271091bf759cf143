"""The files of the project, and the one way in which a tidy test reports."""
import pathlib
import subprocess
import sys

_SKIPPED_FOLDERS = {'build', '.git', '.cache', '__pycache__'}


def root():
    return pathlib.Path(sys.argv[1]).resolve()


def files():
    """Paths relative to the root: what git tracks or would track, else (an archive) every file."""
    listed = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
                            cwd=root(), capture_output=True, text=True)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split('\0') if name]
        return sorted(pathlib.PurePosixPath(n) for n in names if (root() / n).is_file())
    found = (p.relative_to(root()) for p in root().rglob('*') if p.is_file())
    return sorted(pathlib.PurePosixPath(p) for p in found if not _SKIPPED_FOLDERS & set(p.parts))


def cpp_files(*folders):
    """C++ files, all of them or only those below `folders`."""
    return [p for p in files() if p.suffix in ('.cpp', '.h')
            and (not folders or any(p.is_relative_to(f) for f in folders))]


def read(path):
    return (root() / path).read_text(encoding='utf-8')


def exemptions(rule):
    """Rows `rule  subject  reason` of exemptions.txt for one rule, as {subject: reason}."""
    rows = {}
    path = pathlib.Path(__file__).with_name('exemptions.txt')
    for line in path.read_text(encoding='utf-8').splitlines():
        if not line.strip() or line.startswith('#'):
            continue
        name, subject, reason = line.split(maxsplit=2)
        if name == rule:
            rows[subject] = reason
    return rows


def finish(rule, faults, checked):
    """Prints the faults that are not exempt, and exemptions that exempt nothing; exits 1 for either.

    `faults` maps a subject (a path, or path:name) to a sentence.
    """
    exempt = exemptions(rule)
    open_faults = {s: text for s, text in faults.items() if s not in exempt}
    stale = sorted(s for s in exempt if s not in faults)
    for subject in sorted(open_faults):
        print(f'{subject}: {open_faults[subject]}')
    for subject in stale:
        print(f'exemptions.txt: `{rule} {subject}` exempts nothing; remove the row')
    print(f'{rule}: {checked} checked, {len(open_faults) + len(stale)} faults')
    if checked == 0:
        print(f'{rule}: found nothing to check, which is a fault too')
    sys.exit(1 if open_faults or stale or checked == 0 else 0)
