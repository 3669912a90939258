/** Pages of a browser, and its workers: all of them say that they are Mozilla. */
export const isBrowser: boolean = globalThis.navigator?.userAgent?.startsWith('Mozilla/') ?? false;
