const name: string = globalThis.navigator?.userAgent ?? '';

/** Pages of a browser, and its workers: all of them say that they are Mozilla. */
export const isBrowser: boolean = name.startsWith('Mozilla/');

/** Its WebSocket says what it is, too, whatever it is told to say. */
export const isDeno: boolean = name.startsWith('Deno/');
