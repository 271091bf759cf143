"""Programs under comparison as processes: workers that answer word by word, and commands."""
import csv
import json
import os
import select
import subprocess
import tempfile
import time


class Failed(Exception):
    """A program that cannot do what it is asked; the text says why, in one line."""


class Worker:
    """A process that loads once, then answers `run` and `totals` with one JSON line each."""

    def __init__(self, command, environment, seconds):
        self._seconds = seconds
        self._errors = tempfile.TemporaryFile(mode='w+')
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                             stderr=self._errors, env=os.environ | environment)
        except OSError as error:
            self._errors.close()
            raise Failed(f'{command[0]}: {error.strerror}') from error
        try:
            self.version = self._answer().get('version', '')
        except Failed:
            self.stop()
            raise

    def run(self):
        return self._ask('run')['ns']

    def totals(self):
        return self._ask('totals')

    def profile(self):
        """Nanoseconds by stage, of one more run."""
        return self._ask('profile')

    def memory(self):
        """Bytes of the input and of the results, groups, and by how many bytes one more run raised the peak."""
        return self._ask('memory')

    def stop(self):
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()

    def _ask(self, word):
        try:
            self._process.stdin.write(word + '\n')
            self._process.stdin.flush()
        except OSError as error:
            raise Failed(self._reason()) from error
        return self._answer()

    def _answer(self):
        readable, _, _ = select.select([self._process.stdout], [], [], self._seconds)
        if not readable:
            self._process.kill()
            self._process.wait()
            raise Failed(f'stopped after {self._seconds} s')
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            raise Failed(self._reason())
        return json.loads(line)

    def _reason(self):
        code = self._process.poll()
        if code is not None and code < 0:
            return f'ended by signal {-code}'
        self._errors.seek(0)
        lines = [line.strip() for line in self._errors.read().splitlines() if line.strip()]
        # Node prints its version last; the line that names the error is what a reader needs.
        named = [line for line in lines if 'Error' in line or 'cannot' in line]
        return (named or lines or [f'ended with exit code {code}'])[-1][:200]


class Command:
    """A process that is timed from its start to its end, and leaves a ledger."""

    def __init__(self, command, ledger, seconds):
        self._command = command
        self._ledger = ledger
        self._seconds = seconds
        self.version = ''

    def run(self):
        start = time.perf_counter_ns()
        try:
            done = subprocess.run(self._command, capture_output=True, text=True, timeout=self._seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise Failed(f'stopped after {self._seconds} s') from error
        except OSError as error:
            raise Failed(f'{self._command[0]}: {error.strerror}') from error
        elapsed = time.perf_counter_ns() - start
        if done.returncode != 0:
            raise Failed((done.stderr.strip().splitlines() or [f'exit code {done.returncode}'])[-1][:200])
        return elapsed

    def totals(self):
        return {'ledger': self._ledger} if self._ledger else {}

    def profile(self):
        return {}

    def memory(self):
        return {}

    def stop(self):
        pass


def ledger_totals(path):
    """Payout in cents and number of payouts of a ledger that was written."""
    payout = groups = 0
    with open(path, newline='', encoding='utf-8') as file:
        for row in csv.DictReader(file):
            whole, _, cents = row['paid'].rpartition('.')
            payout += int(whole + cents)
            groups += 1
    return {'payout': payout, 'groups': groups}
