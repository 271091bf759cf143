"""Commands that a page shows print what the page shows.

    outputs_test.py INCENT ROOT PAGE [--update]

A ```console block has commands behind `$ ` and what they print. They run in a folder with the files of
the page: a block with a file name behind its language (```csv Deal.csv) is written there first, in the
order of the page; examples/ is there too. Only `incent` and `cat` are run. `...` on a line of its own
stands for lines that the page leaves out.
"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import markdown

_COMMAND = re.compile(r'^\$ (.+)$', re.MULTILINE)


def run(command, incent, folder):
    words = shlex.split(command)
    if words[0] == 'build/incent':
        words[0] = 'incent'
    if words[0] not in ('incent', 'cat'):
        raise SystemExit(f'`{words[0]}` is not run in documentation tests')
    if words[0] == 'incent':
        words[0] = incent
    result = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.stdout


def matches(shown, printed):
    """Compares line by line; `...` in `shown` swallows any number of lines."""
    lines = shown.rstrip('\n').split('\n')
    pattern = ''.join('(?:[^\n]*\n)*?' if line == '...' else re.escape(line) + '\n' for line in lines)
    return re.fullmatch(pattern, printed.rstrip('\n') + '\n') is not None


def sessions(body):
    """[(command, shown output)] of a console block."""
    parts = _COMMAND.split(body)
    return [(command, output.lstrip('\n')) for command, output in zip(parts[1::2], parts[2::2])]


def main():
    incent, root, page = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    faults = checked = 0
    text = page.read_text(encoding='utf-8')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(root / 'examples', folder / 'examples')
        for block in markdown.blocks(text):
            if block.kind != 'console':
                if block.words and '.' in block.words[0]:
                    (folder / block.words[0]).write_text(block.body, encoding='utf-8')
                continue
            for command, shown in sessions(block.body):
                checked += 1
                printed = run(command, incent, folder)
                if matches(shown, printed):
                    continue
                faults += 1
                print(f'{page.name}:{block.line}: $ {command}\n--- shown\n{shown}--- printed\n{printed}')
                if '--update' in sys.argv:
                    text = text.replace(f'$ {command}\n{shown}', f'$ {command}\n{printed}', 1)
    if '--update' in sys.argv:
        page.write_text(text, encoding='utf-8')
    print(f'{page.name}: {checked} commands, {faults} differ')
    sys.exit(1 if faults or not checked else 0)


main()
