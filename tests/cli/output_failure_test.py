"""Full disks, folders without permission, closed pipes, signals: nothing half-written, clear messages."""
import hashlib
import json
import os
import random
import signal
import subprocess
import time
import unittest

import program


def as_nobody():
    """Permissions mean nothing to root."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


class OutputFailureTest(program.Case):
    def temporary(self):
        return [name for name in self.names() if '.tmp-' in name]

    def test_a_full_disk_exits_4(self):
        _, err = self.run_incent('run', 'sales.incent', '--out', '/dev/full', '--quiet', expect=4)
        self.assertIn('error[E0642]', err)
        with open('/dev/full', 'wb') as full:
            _, err = self.run_incent('run', 'sales.incent', stdout=full, expect=4)
        self.assertIn('error[E0642]', err)
        self.assertTrue(os.path.exists('/dev/full'), 'a device is written, never replaced')

    def test_a_folder_without_permission_exits_4_and_changes_nothing(self):
        out = self.folder / 'out'
        out.mkdir()
        (out / 'ledger.csv').write_text('old')
        self.folder.chmod(0o755)
        out.chmod(0o555)
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out/ledger.csv', '--lang', 'zh', expect=4, preexec_fn=as_nobody)
        self.assertIn('错误[E0643]', err)
        self.assertEqual('old', (out / 'ledger.csv').read_text())
        self.assertEqual(['ledger.csv'], os.listdir(out))

    def test_a_folder_that_is_not_there_exits_4(self):
        _, err = self.run_incent('run', 'sales.incent', '--out', 'nowhere/ledger.csv', expect=4)
        self.assertIn('error[E0641]', err)

    def test_a_reader_that_stops_reading_is_no_failure(self):
        for arguments in (['--out', '-', '--quiet'], []):
            process = self.start('run', 'sales.incent', *arguments)
            process.stdout.close()
            self.assertEqual('', process.stderr.read().decode())
            self.assertEqual(0, process.wait(timeout=60))
            process.stderr.close()

    def test_signals_remove_temporary_files(self):
        # The ledger goes to a pipe that nobody reads, so the program waits with its other file open.
        os.mkfifo(self.folder / 'ledger.csv')
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            process = self.start('run', 'sales.incent', '--out', 'ledger.csv', '--rejects', 'rejects.csv')
            deadline = time.monotonic() + 60
            while not self.temporary() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.005)
            self.assertEqual(1, len(self.temporary()))
            process.send_signal(number)
            _, err = process.communicate(timeout=60)
            self.assertEqual(code, process.returncode)
            self.assertEqual(b'', err)
            self.assertEqual([], self.temporary())
            self.assertNotIn('rejects.csv', self.names())

    def test_files_of_dead_processes_are_swept(self):
        dead = subprocess.Popen(['true'])
        dead.wait()
        self.write(f'.out.csv.tmp-{dead.pid}-1', 'half')
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.assertEqual([], self.temporary())

    def test_a_killed_run_leaves_the_old_ledger_or_the_new_one(self):
        rows = ''.join(f'x{i},r1,2026-01-15,{i}.00,core,\n' for i in range(2000))
        deals = self.read('Deal.csv')
        versions = set()
        for text in (deals, deals + rows):
            self.write('Deal.csv', text)
            self.run_incent('run', 'sales.incent', '--out', 'out.csv')
            versions.add(hashlib.sha256((self.folder / 'out.csv').read_bytes()).hexdigest())
        generator = random.Random(20260331)
        for _ in range(25):
            self.write('Deal.csv', generator.choice((deals, deals + rows)))
            process = self.start('run', 'sales.incent', '--out', 'out.csv', '--quiet')
            time.sleep(generator.uniform(0, 0.04))
            process.kill()
            process.communicate(timeout=60)
            self.assertIn(hashlib.sha256((self.folder / 'out.csv').read_bytes()).hexdigest(), versions)
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.assertEqual([], self.temporary())
        manifest = json.loads(self.read('out.manifest.json'))
        self.assertEqual(hashlib.sha256((self.folder / 'out.csv').read_bytes()).hexdigest(), manifest['ledger']['sha256'])


if __name__ == '__main__':
    unittest.main()
