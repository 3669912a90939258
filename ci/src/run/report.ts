import type { Check, Listener, Outcome } from './plan.ts';

/** One line a check as it ends; on a terminal also a last line that says what runs now. */
export function reporter(out: NodeJS.WriteStream): Listener {
  const running = new Map<Check, number>();
  const clear = (): void => {
    if (out.isTTY) out.write('\r\u001b[K');
  };
  const showRunning = (): void => {
    if (!out.isTTY) return;
    const now = performance.now();
    const names = [...running].map(([check, since]) => `${check.name} ${Math.round((now - since) / 1000)} s`);
    clear();
    out.write(names.join(' · ').slice(0, (out.columns || 80) - 1));
  };
  if (out.isTTY) setInterval(showRunning, 1000).unref();
  return {
    started(check) {
      running.set(check, performance.now());
      showRunning();
    },
    ended(check, outcome, seconds) {
      running.delete(check);
      clear();
      out.write(`${line(check, outcome, seconds)}\n`);
      if (outcome.failed > 0 && outcome.output) out.write(`${indent(outcome.output.trimEnd())}\n`);
      showRunning();
    },
  };
}

function line(check: Check, outcome: Outcome, seconds: number): string {
  const counts = outcome.passed + outcome.failed + outcome.skipped > 1 ? ` (${countsOf(outcome)})` : '';
  const note = outcome.note ? `: ${outcome.note}` : '';
  return `${wordOf(outcome).padEnd(7)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${check.name}${counts}${note}`;
}

function wordOf(outcome: Outcome): string {
  if (outcome.failed > 0) return 'FAILED';
  return outcome.skipped > 0 && outcome.passed === 0 ? 'skipped' : 'ok';
}

export function countsOf({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
