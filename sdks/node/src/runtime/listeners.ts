import { InvalidArgumentError } from '../errors.js';

type Listener<Args extends unknown[]> = (...args: Args) => void;

/** Listeners by event name, called in the order they came. */
export class Listeners<Events extends { [Name in keyof Events]: unknown[] }> {
  readonly #byName: { [Name in keyof Events]: { run: Listener<Events[Name]>; once: boolean }[] };

  constructor(byName: { [Name in keyof Events]: [] }) {
    this.#byName = byName;
  }

  has(name: keyof Events): boolean {
    return this.#byName[name].length > 0;
  }

  add<Name extends keyof Events>(name: Name, run: Listener<Events[Name]>, once: boolean): void {
    if (typeof run !== 'function') throw new InvalidArgumentError({ message: 'A listener must be a function.' });
    if (!Object.hasOwn(this.#byName, name)) {
      const names = Object.keys(this.#byName).join(', ');
      throw new InvalidArgumentError({ message: `There is no event "${String(name)}": listen for one of ${names}.` });
    }
    this.#byName[name].push({ run, once });
  }

  remove<Name extends keyof Events>(name: Name, run: Listener<Events[Name]>): void {
    const listeners = this.#byName[name];
    const at = listeners.findIndex((listener) => listener.run === run);
    if (at >= 0) listeners.splice(at, 1);
  }

  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): void {
    for (const { run, once } of [...this.#byName[name]]) {
      if (once) this.remove(name, run);
      try {
        run(...args);
      } catch (error) {
        // A listener's own mistake: not the stream's, and not the other listeners'.
        void Promise.reject(error);
      }
    }
  }
}
