export { compareApis } from './api.ts';
export { CHANGE_KINDS, type Change, type ChangeKind, type PartRole, type Subject } from './change.ts';
export { typeText } from './text.ts';
