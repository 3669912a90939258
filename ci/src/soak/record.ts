import { request } from 'node:http';
import { createInterface } from 'node:readline';
import type { Record } from './ledger.ts';
import { TYPE } from './roles.ts';

const QUIET_MS = 2500;

/** Asks the server itself, past everything that breaks. */
export class Directly {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async store(entity: string, vector: readonly number[]): Promise<void> {
    const answer = await fetch(`${this.#url}/v1/vectors`, {
      method: 'POST',
      headers: { 'x-api-key': this.#key, 'content-type': 'application/json' },
      body: JSON.stringify({ entity_id: entity, entity_type: TYPE, vector }),
    });
    if (!answer.ok) throw new Error(`the server refused the first write: ${await answer.text()}`);
  }

  /** Ids of the changes after one, or from now on until something happens; ends when nothing more comes. */
  async changes(after?: string, whileOpen: () => Promise<void> = async () => {}): Promise<string[]> {
    const ids: string[] = [];
    const headers = { 'x-api-key': this.#key, ...(after === undefined ? {} : { 'last-event-id': after }) };
    await new Promise<void>((resolve, reject) => {
      const asked = request(
        `${this.#url}/v1/changes/stream?entity_types=${TYPE}`,
        { headers, agent: false },
        (answer) => {
          const end = (): void => {
            answer.destroy();
            resolve();
          };
          let quiet = setTimeout(end, QUIET_MS);
          createInterface({ input: answer }).on('line', (line) => {
            if (!line.startsWith('data:')) return;
            clearTimeout(quiet);
            quiet = setTimeout(end, QUIET_MS);
            ids.push(JSON.parse(line.slice('data:'.length)).id);
          });
          answer.on('error', () => {});
          whileOpen().catch(reject);
        },
      );
      asked.on('error', reject).end();
    });
    return ids;
  }

  /** How often each entity was stored. */
  async stored(): Promise<Map<string, number>> {
    const answer = await fetch(`${this.#url}/v1/vectors/export?entity_types=${TYPE}`, {
      headers: { 'x-api-key': this.#key },
    });
    if (!answer.ok) throw new Error(`the server does not give what it has: ${await answer.text()}`);
    const lines = (await answer.text()).split('\n').filter(Boolean);
    const all = lines.map((line) => String(JSON.parse(line).entity_id));
    return all.reduce((counts, entity) => counts.set(entity, (counts.get(entity) ?? 0) + 1), new Map<string, number>());
  }

  async record(start: string): Promise<Record> {
    return { stored: await this.stored(), changes: await this.changes(start) };
  }
}
