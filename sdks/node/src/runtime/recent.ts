import { WEBSOCKET } from '../contract.js';

/** The ids of the last events, to know one that comes again. */
export class Recent {
  readonly #ids = new Set<string>();

  /** False for one that was there before. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > WEBSOCKET.rememberedIds && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
