/** What a store refuses, named by the machine-readable code the API answers with. */
export type StoreErrorCode =
  | 'entity_not_found'
  | 'snapshot_not_found'
  | 'too_many_snapshots'
  | 'history_not_kept'
  | 'too_much_work'
  | 'invalid_cursor'
  | 'cursor_expired'
  | 'conflict'
  | 'data_directory_locked'
  | 'unavailable'
  | 'invalid_request';

export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
