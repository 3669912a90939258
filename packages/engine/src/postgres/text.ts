const LOW = '\x01\x01';
const HIGH = '\x01\x02';

/**
 * PostgreSQL keeps no NUL in text. U+0000 and U+0001 become pairs that begin with U+0001, which takes nothing from the order by
 * code point. JSON text needs none of this: it escapes both.
 */
export const toText = (value: string): string => value.replaceAll('\x01', HIGH).replaceAll('\0', LOW);

export const fromText = (text: string): string => text.replaceAll(LOW, '\0').replaceAll(HIGH, '\x01');
