"""Snippets of the documentation compile, and their tests pass; excerpts of any language stand where they say.

    snippets_test.py INCENT ROOT PAGE

What follows ```incent says what a block is:

    (nothing)   a complete file: checked, and tested if it has a test
    top         statements of the top level: put before the plan of context.incent
    plan        statements of a plan: put into the plan of context.incent
    from PATH   an excerpt: stands in the file PATH of the repository as it is; behind ```c and others, too
    fails CODE  with any of the others: the compiler must report CODE
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import markdown

_MARK = '  # SNIPPET\n'
_TEST = re.compile(r'^(?:test|测试)\b', re.MULTILINE)


def completed(block, context):
    if 'plan' in block.words:
        return context.replace(_MARK, block.body)
    if 'top' in block.words:
        return context + '\n' + block.body
    return block.body


def fault_of_excerpt(block, root):
    path = block.words[block.words.index('from') + 1]
    if block.body not in (root / path).read_text(encoding='utf-8'):
        return f'is not in {path} as it is'
    return None


def fault_of(incent, block, context, folder):
    file = folder / f'snippet_{block.line}.incent'
    file.write_text(completed(block, context), encoding='utf-8')
    result = subprocess.run([incent, 'check', file], capture_output=True, text=True)
    if 'fails' in block.words:
        code = block.words[block.words.index('fails') + 1]
        if result.returncode != 1 or code not in result.stdout + result.stderr:
            return f'should fail with {code}, but gave exit code {result.returncode}'
        return None
    if result.returncode != 0:
        return result.stdout + result.stderr
    if not _TEST.search(block.body):
        return None
    result = subprocess.run([incent, 'test', file], capture_output=True, text=True)
    return None if result.returncode == 0 else result.stdout + result.stderr


def main():
    incent, root, page = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    context = (root / 'tests/docs/context.incent').read_text(encoding='utf-8')
    assert _MARK in context
    faults = checked = 0
    with tempfile.TemporaryDirectory() as folder:
        for block in markdown.blocks(page.read_text(encoding='utf-8')):
            if block.kind != 'incent' and 'from' not in block.words:
                continue
            checked += 1
            if 'from' in block.words:
                fault = fault_of_excerpt(block, root)
            else:
                fault = fault_of(incent, block, context, pathlib.Path(folder))
            if fault:
                faults += 1
                print(f'{page.name}:{block.line}:\n{fault}')
    print(f'{page.name}: {checked} snippets, {faults} faults')
    sys.exit(1 if faults or not checked else 0)


main()
