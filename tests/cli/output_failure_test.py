"""Full disks, folders without permission, closed pipes, signals: nothing half-written, clear messages."""
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time

import program


def as_nobody():
    """Permissions mean nothing to root."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def with_small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


class OutputFailureTest(program.Case):
    def temporary(self):
        return [name for name in self.names() if '.tmp-' in name]

    def run_on_own_mount(self, options, before=''):
        """Runs with `out` a file system of its own, `options` as for tmpfs; (exit code, stderr, names in `out`)."""
        if not shutil.which('unshare') or subprocess.run(['unshare', '-rm', 'true'], capture_output=True, check=False).returncode:
            self.skipTest('this system does not let a test mount anything')
        (self.folder / 'out').mkdir()
        script = f"""mount -t tmpfs tmpfs out && {before or 'true'} && mount -o remount,{options} out || exit 99
                     "$0" run sales.incent --out out/ledger.csv --quiet; code=$?; ls -A out; exit $code"""
        done = subprocess.run(['unshare', '-rm', 'sh', '-c', script, program.INCENT], cwd=self.folder, capture_output=True,
                              text=True, check=False, timeout=60)
        if done.returncode == 99:
            self.skipTest('this system does not let a test mount anything')
        return done.returncode, done.stderr, done.stdout.split()

    def test_a_full_disk_exits_4(self):
        _, err = self.run_incent('run', 'sales.incent', '--out', '/dev/full', '--quiet', expect=4)
        self.assertIn('error[E0642]', err)
        with open('/dev/full', 'wb') as full:
            _, err = self.run_incent('run', 'sales.incent', stdout=full, expect=4)
        self.assertIn('error[E0642]', err)
        self.assertTrue(os.path.exists('/dev/full'), 'a device is written, never replaced')

    def test_a_disk_that_fills_up_leaves_the_old_ledger_and_nothing_else(self):
        code, err, names = self.run_on_own_mount('size=12k', before='echo old > out/ledger.csv')
        self.assertEqual(4, code, err)
        self.assertIn('error[E0642]', err)
        self.assertEqual(['ledger.csv'], names)

    def test_a_disk_that_is_read_only_exits_4(self):
        code, err, names = self.run_on_own_mount('ro', before='echo old > out/ledger.csv')
        self.assertEqual(4, code, err)
        self.assertIn('error[E0643]', err)
        self.assertEqual(['ledger.csv'], names)

    def test_a_limit_on_the_size_of_files_exits_4_and_leaves_nothing(self):
        self.write('out.csv', 'old')
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out.csv', '--quiet', expect=4, preexec_fn=with_small_files)
        self.assertIn('error[E0641]', err)
        self.assertEqual('old', self.read('out.csv'))
        self.assertEqual([], self.temporary())

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

    def test_a_folder_that_cannot_be_made_exits_4(self):
        self.folder.chmod(0o555)
        _, err = self.run_incent('run', 'sales.incent', '--out', 'new/', expect=4, preexec_fn=as_nobody)
        self.assertIn('error[E0643]', err)
        self.write('file', '')
        _, err = self.run_incent('run', 'sales.incent', '--out', 'file/', expect=4)
        self.assertIn('error[E0641]', err)

    def test_a_folder_made_for_nothing_is_not_left_behind(self):
        (self.folder / 'Deal.csv').unlink()
        self.run_incent('run', 'sales.incent', '--out', 'new/', expect=4)
        self.assertFalse((self.folder / 'new').exists())
        (self.folder / 'old').mkdir()
        self.run_incent('run', 'sales.incent', '--out', 'old/', expect=4)
        self.assertTrue((self.folder / 'old').exists())

    def test_a_ledger_without_a_place_is_noticed_before_anything_is_read(self):
        (self.folder / 'Deal.csv').unlink()
        for out, shown in (('nowhere/ledger.csv', 'nowhere/ledger'), ('nowhere/year/', 'nowhere/year/')):
            _, err = self.run_incent('run', 'sales.incent', '--out', out, expect=4)
            self.assertIn('error[E0641]', err)
            self.assertIn(shown, err)
            self.assertNotIn('Deal.csv', err)

    def test_what_was_opened_too_early_is_taken_away(self):
        (self.folder / 'Deal.csv').unlink()
        self.run_incent('run', 'sales.incent', '--out', 'ledger.csv', expect=4)
        self.assertEqual([], self.temporary())
        self.assertEqual([], [name for name in self.names() if 'ledger' in name])

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
        self.write('.out.csv.tmp-0123456789abcdef', 'half')
        self.run_incent('run', 'sales.incent', '--out', 'out.csv')
        self.assertEqual([], self.temporary())

    def test_runs_in_two_containers_do_not_take_each_others_files(self):
        """In a process namespace of its own each run has the same process number."""
        alone = ['unshare', '--pid', '--fork', '--kill-child']
        if os.geteuid() != 0:
            alone[1:1] = ['--user', '--map-root-user']
        if not shutil.which('unshare') or subprocess.run([*alone, 'true'], capture_output=True, check=False).returncode:
            self.skipTest('this system does not let a test have a process namespace')
        # The first run waits for a reader of its ledger, with its reject report open.
        os.mkfifo(self.folder / 'ledger.csv')
        waiting = subprocess.Popen([*alone, program.INCENT, 'run', 'sales.incent', '--out', 'ledger.csv', '--rejects', 'rejects.csv', '--quiet'],
                                   cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.addCleanup(waiting.stdout.close)
        self.addCleanup(waiting.kill)
        while not self.temporary() and waiting.poll() is None:
            time.sleep(0.005)
        self.assertEqual(1, len(self.temporary()))
        done = subprocess.run([*alone, program.INCENT, 'run', 'sales.incent', '--out', 'other.csv', '--rejects', 'rejects.csv', '--quiet'],
                              cwd=self.folder, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual(1, len(self.temporary()), 'the file of a run that goes on was swept')
        (self.folder / 'rejects.csv').unlink()
        self.assertEqual((program.SALES / 'expected_ledger.csv').read_text(encoding='utf-8'), self.read('ledger.csv'))
        self.assertEqual(0, waiting.wait(timeout=60), waiting.stdout.read())
        self.assertIn('rejects.csv', self.names())
        self.assertEqual([], self.temporary())

    def test_a_closed_standard_stream_does_not_mix_into_a_file(self):
        expected = (program.SALES / 'expected_ledger.csv').read_text(encoding='utf-8')
        _, err = self.run_incent('run', 'sales.incent', '--out', 'out.csv', expect=4, preexec_fn=lambda: os.close(1))
        self.assertIn('error[E0641]: cannot write standard output: Bad file descriptor', err)
        self.assertIn('note: the ledger out.csv was published before, and is whole', err)
        self.assertEqual(expected, self.read('out.csv'))
        self.run_incent('run', 'sales.incent', '--out', 'silent.csv', preexec_fn=lambda: os.close(2))
        self.assertEqual(expected, self.read('silent.csv'))

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
    program.main()
