import { Driver, DriverBroken, runCase, ScoringServer, type SuiteCase, shardsOf } from '@vectorscaledb/conformance';

/** A case that found something. */
export interface Failed {
  readonly one: SuiteCase;
  readonly evidence: string;
}

const MAX_EVIDENCE = 300;

/** Runs cases until one fails. Those that wait run side by side. */
export async function firstFailure(
  cases: readonly SuiteCase[],
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<Failed | null> {
  let failed: Failed | null = null;
  await Promise.all(
    shardsOf(cases).map(async (shard) => {
      const found = await failureIn(
        shard.map(([, one]) => one),
        program,
        env,
        () => failed !== null,
      );
      failed ??= found;
    }),
  );
  return failed;
}

async function failureIn(
  cases: readonly SuiteCase[],
  program: string,
  env: NodeJS.ProcessEnv,
  isOver: () => boolean,
): Promise<Failed | null> {
  const server = new ScoringServer();
  await server.start();
  const driver = new Driver(program, env);
  let last: SuiteCase | undefined;
  try {
    for (const one of cases) {
      if (isOver()) return null;
      last = one;
      const [finding] = (await runCase(one, driver, server)).findings;
      if (finding) return { one, evidence: cut(`${finding.what}: expected ${finding.expected}, got ${finding.got}`) };
    }
    const code = await driver.end();
    return code === 0 || !last ? null : { one: last, evidence: `the driver ended with ${code}: ${cut(driver.stderr)}` };
  } catch (error) {
    if (!(error instanceof DriverBroken) || !last) throw error;
    return { one: last, evidence: cut(error.message) };
  } finally {
    driver.kill();
    await server.stop();
  }
}

const cut = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, MAX_EVIDENCE);

/** What a fault names first, then what is quick, then what waits; within each in their order. */
export function inOrder(cases: readonly SuiteCase[], hints: readonly string[]): SuiteCase[][] {
  const isHinted = ({ fixture, feature, name }: SuiteCase): boolean =>
    hints.some((hint) => [fixture, feature, name].some((text) => text.startsWith(hint)));
  const rest = cases.filter((one) => !isHinted(one));
  const groups = [
    cases.filter(isHinted),
    rest.filter(({ fixture, slow }) => fixture !== 'contract' && !slow),
    rest.filter(({ fixture, slow }) => fixture === 'contract' && !slow),
    rest.filter(({ slow }) => slow),
  ];
  return groups.filter((group) => group.length > 0);
}

/** Which of the checks a case belongs to. */
export function checkOf({ fixture, feature }: SuiteCase): string {
  if (feature === 'Secrets stay secret') return 'secrets canary';
  if (fixture === 'contract') return 'runtime contract';
  const isMade = fixture === 'generated' || fixture === 'behaviour';
  return isMade ? 'wire cases of the document' : 'wire cases of the fixtures';
}
