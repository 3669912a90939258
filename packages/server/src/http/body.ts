import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Operation } from '../operation.ts';
import { ApiError } from './errors.ts';
import { NDJSON } from './ndjson.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const notJson = () => new ApiError(400, 'invalid_json', 'the body is not well-formed JSON in UTF-8');

/** JSON in UTF-8 under either media type, and lines of it as they come; bytes that are not UTF-8 are refused, not replaced. */
export function acceptJson(app: FastifyInstance): void {
  // `__proto__` is a name like others in metadata: JSON.parse makes it a member, and nothing here merges by assignment.
  const parse = app.getDefaultJsonParser('ignore', 'ignore');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (body.length === 0) return done(null, undefined);
      let text: string;
      try {
        text = utf8.decode(body as Buffer);
      } catch {
        return done(notJson(), undefined);
      }
      parse(request, text, (error, value) => done(error && notJson(), value));
    },
  );
  app.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
  app.addContentTypeParser('*', (_request, _payload, done) => done(unsupported('application/json'), undefined));
}

/** Refuses a body of another media type than the operation's before reading it. */
export function checkMediaType(request: FastifyRequest, { body }: Operation): void {
  if (!body) return;
  const wanted = body.contentType ?? 'application/json';
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (type !== wanted || (charset && !/^charset="?utf-8"?$/.test(charset))) throw unsupported(wanted);
}

const unsupported = (wanted: string) =>
  new ApiError(415, 'unsupported_media_type', `the body must be ${wanted} in UTF-8`);
