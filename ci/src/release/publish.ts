import { progress } from '../run/progress.ts';
import type { Built } from './built.ts';
import { CLIENTS } from './clients/index.ts';
import type { Page } from './page.ts';

type Env = Readonly<Record<string, string>>;

/** One after the other. The page says what is where before anything is, and after every step. */
export async function publishAll(
  packages: readonly Built[],
  page: Page,
  how: (built: Built, page: Page) => Promise<void>,
): Promise<void> {
  await page.write();
  for (const built of packages) await how(built, page);
  progress('');
  process.stdout.write(page.text());
}

/** Hands a package to its registry, unless that has it: what a run that was cut had published stays as it is. */
export async function publish(built: Built, env: Env, page: Page): Promise<void> {
  const client = CLIENTS[built.product.registry];
  progress(`publishing ${built.product.title}`);
  if (!(await client.has(built, env))) await client.publish(built, env);
  await page.set(built, 'published');
}

/** What each registry has, as it says itself; whether all of them have their package. */
export async function tellStatus(packages: readonly Built[], page: Page, env: (built: Built) => Env): Promise<boolean> {
  let complete = true;
  for (const built of packages) {
    if (await CLIENTS[built.product.registry].has(built, env(built))) await page.set(built, 'published');
    else complete = false;
  }
  await page.write();
  process.stdout.write(page.text());
  return complete;
}
