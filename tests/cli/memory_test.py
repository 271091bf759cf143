"""incent run --memory: a limit, and what is left behind where it is too low."""
import os
import resource
import subprocess
import unittest

import program


class MemoryTest(program.Case):
    def write_deals(self, count):
        header = self.read('Deal.csv').splitlines()[0]
        with open(self.folder / 'Deal.csv', 'w', encoding='utf-8') as file:
            print(header, file=file)
            for k in range(count):
                print(f'd{k},r1,2026-01-15,{k}.00,core,', file=file)

    @unittest.skipIf(os.environ.get('INCENT_SANITIZE'), 'a sanitizer needs memory without limits')
    def test_a_run_that_needs_more_ends_and_publishes_nothing(self):
        self.write_deals(400_000)
        before = self.names()
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out.csv', '--memory', '64M', expect=5)
        self.assertIn('out of memory; nothing was published', err)
        self.assertEqual(before, self.names())
        self.run_incent('run', 'sales.incent', '--out', 'out.csv', '--memory', '2G')

    @unittest.skipIf(os.environ.get('INCENT_SANITIZE'), 'a sanitizer may not look at the processes of another user')
    def test_a_run_goes_on_where_no_thread_can_be_made(self):
        def alone():
            resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
            if os.geteuid() == 0:  # root may always; a number that nobody else has
                os.setgid(65534)
                os.setuid(600_000 + os.getpid())
        try_thread = 'import threading; threading.Thread(target=int).start()'
        try:
            self.run_incent('--version', preexec_fn=alone)
            done = subprocess.run(['python3', '-c', try_thread], preexec_fn=alone, env={'PATH': '/usr/bin'},
                                  capture_output=True, check=False)
        except OSError as error:
            self.skipTest(f'another user cannot start programs here: {error}')
        if done.returncode == 0:
            self.skipTest('this system does not limit processes')
        self.write_deals(80_000)
        self.folder.chmod(0o777)
        self.run_incent('run', 'sales.incent', '--out', 'one.csv', '--threads', '1')
        for engine in ('auto', 'interp'):
            self.run_incent('run', 'sales.incent', '--out', f'{engine}.csv', '--threads', '4', '--engine', engine, preexec_fn=alone)
            self.assertEqual(self.read('one.csv'), self.read(f'{engine}.csv'))

    def test_what_is_no_size(self):
        for size in ('4', '1M', '4X', 'much'):
            _, err = self.run_incent('run', 'sales.incent', '--memory', size, expect=3)
            self.assertIn('E0905', err)
            self.assertIn('64M', err)


if __name__ == '__main__':
    program.main()
