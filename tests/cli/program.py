"""The program under test, started as people start it."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import json_schema

INCENT = os.environ['INCENT']
SOURCE = pathlib.Path(os.environ['INCENT_SOURCE_DIR'])
SALES = SOURCE / 'tests' / 'cli' / 'data' / 'sales'

# Nothing of the caller's environment may show in a result.
_ENVIRONMENT = {'PATH': os.environ.get('PATH', ''), 'LC_ALL': 'C'}


class Case(unittest.TestCase):
    """A folder of its own with the sales plan and its data, and ways to start the program in it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='incent_cli_'))
        self.addCleanup(shutil.rmtree, self.folder)
        for path in SALES.iterdir():
            if path.suffix in ('.incent', '.csv') and not path.name.startswith('expected'):
                shutil.copy(path, self.folder)

    def start(self, *arguments, env=None, **options):
        return subprocess.Popen([INCENT, *map(str, arguments)], cwd=self.folder, env={**_ENVIRONMENT, **(env or {})},
                                stdout=options.pop('stdout', subprocess.PIPE),
                                stderr=options.pop('stderr', subprocess.PIPE), **options)

    def run_incent(self, *arguments, expect=0, env=None, **options):
        """Runs to the end; returns (stdout, stderr) as text. Fails unless it exits with `expect`, if that is given."""
        process = self.start(*arguments, env=env, **options)
        out, err = process.communicate(timeout=60)
        out, err = (text.decode('utf-8') if text is not None else '' for text in (out, err))
        if expect is None:
            return out, err
        self.assertEqual(expect, process.returncode, f'incent {" ".join(map(str, arguments))}\n{out}\n{err}')
        return out, err

    def require_machine_code(self):
        """Skips the test where the program was built without LLVM: it refuses the engine, as a wrong command line."""
        process = self.start('run', 'sales.incent', '--engine', 'jit', env={'INCENT_CACHE': 'off'})
        process.communicate(timeout=60)
        if process.returncode == 3:
            self.skipTest('built without LLVM')

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def read(self, name):
        return (self.folder / name).read_text(encoding='utf-8')

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def assert_valid(self, document, schema):
        """`document`, parsed JSON, obeys docs/schemas/<schema>.schema.json."""
        text = (SOURCE / 'docs' / 'schemas' / f'{schema}.schema.json').read_text(encoding='utf-8')
        self.assertEqual([], json_schema.faults(document, json.loads(text)))


def main():
    """Runs the tests of the file. 77: all that could run passed, but not all could; ctest then says so."""
    ran = unittest.main(exit=False).result
    if not ran.wasSuccessful():
        raise SystemExit(1)
    raise SystemExit(77 if ran.skipped else 0)
