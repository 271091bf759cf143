"""The ABI is what tests/api/abi.txt says: exported symbols, and the declarations of incent.h.

    snapshot_test.py LIBRARY ROOT [--update]

A difference is a decision. What only adds functions, codes or members at the end of structures: run this with
--update and commit the file. Anything else breaks programs that are compiled already: count
INCENT_ABI_VERSION, the library's SOVERSION and the version node of exports.map up as well.
"""
import difflib
import pathlib
import re
import subprocess
import sys


def symbols(library):
    """What the library defines for others, version nodes left out."""
    listed = subprocess.run(['nm', '-D', '--defined-only', library], capture_output=True, text=True, check=True)
    fields = [line.split() for line in listed.stdout.splitlines()]
    return sorted(f'{name} ({kind})' for _, kind, name in fields if kind != 'A')


def declarations(header):
    """The header without comments and layout, one declaration a line."""
    text = re.sub(r'/\*.*?\*/', '', header, flags=re.DOTALL)
    defines = re.findall(r'^#define (INCENT_ABI_VERSION \d+)$', text, re.MULTILINE)
    code = re.sub(r'^#.*\n', '', text, flags=re.MULTILINE)
    code = re.sub(r'extern "C" \{|^\}$', '', code, flags=re.MULTILINE)
    words = re.sub(r'\s+', ' ', code)
    found, depth, begin = [], 0, 0
    for i, c in enumerate(words):
        depth += {'{': 1, '}': -1}.get(c, 0)
        if c == ';' and depth == 0:
            found.append(words[begin:i].replace('INCENT_API ', '').strip())
            begin = i + 1
    return defines + found


def main():
    library, root = sys.argv[1], pathlib.Path(sys.argv[2])
    snapshot = root / 'tests/api/abi.txt'
    header = (root / 'compiler/embed/incent.h').read_text(encoding='utf-8')
    exported, declared = symbols(library), declarations(header)
    lines = ['# symbols', *exported, '', '# declarations', *declared]
    text = '\n'.join(lines) + '\n'
    if '--update' in sys.argv:
        snapshot.write_text(text, encoding='utf-8')
    expected = snapshot.read_text(encoding='utf-8')
    functions = {name for line in declared for name in re.findall(r'\b(incent_\w+)\(', line)}
    strays = {line.split()[0] for line in exported} ^ {f'{name}@@INCENT_1' for name in functions}
    for name in sorted(strays):
        print(f'{name} is exported and not declared, or declared and not exported')
    for line in difflib.unified_diff(expected.splitlines(), text.splitlines(), 'abi.txt', 'now', lineterm=''):
        print(line)
    print(f'{len(exported)} symbols, {len(declared)} declarations')
    sys.exit(1 if strays or expected != text or len(exported) < 10 else 0)


main()
