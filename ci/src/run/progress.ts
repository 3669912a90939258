/** What goes on now, on a terminal only; the next call replaces it, and nothing clears it. */
export function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what && `${what} …`}`);
}
