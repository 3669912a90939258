import { type Store, StoreError, type Writing } from '@vectorscaledb/engine';

const WRITING: Readonly<Record<Exclude<keyof Writing, 'receipt'>, true>> = {
  ingest: true,
  updateEntity: true,
  deleteEntity: true,
  deleteVectors: true,
  applyRetention: true,
  createSnapshot: true,
  restoreSnapshot: true,
  compact: true,
};

/** The same store, refusing whatever would change it. */
export function readOnlyStore(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if (Object.hasOwn(WRITING, name)) return refuse;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function refuse(): Promise<never> {
  throw new StoreError('invalid_request', 'this store is open for reading only');
}
