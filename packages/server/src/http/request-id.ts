import { randomUUID } from 'node:crypto';

const SANE = /^[A-Za-z0-9._:/+=@-]{1,128}$/;

/** A caller's own request id where it is harmless in logs and headers, else one of ours. */
export const requestId = (header: string | string[] | undefined): string =>
  typeof header === 'string' && SANE.test(header) ? header : newRequestId();

export const newRequestId = (): string => `req_${randomUUID().replaceAll('-', '')}`;
