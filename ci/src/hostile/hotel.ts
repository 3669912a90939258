/** Says what stands in a slot; `plain` is what would stand there in a harmless document. */
export type Fill = (slot: string, plain: string) => string;

const json = (schema: object) => ({ 'application/json': { schema } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${escaped(name)}` });
const escaped = (name: string) => encodeURIComponent(name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'));

/** A document with a slot wherever a document holds free text. The same slot asked for twice is filled the same. */
export function hotel(fill: Fill): object {
  const schema = fill('schema name', 'Thing');
  const kind = fill('schema name of an enum', 'Kind');
  const scheme = fill('security scheme name', 'ApiKey');
  const parameter = fill('path parameter name', 'thing_id');
  const tag = fill('tag name', 'things');
  const variable = fill('server variable name', 'region');
  const tagged = fill('discriminator property', 'kind');
  const item = fill('property name of a list', 'items');
  const answers = (type: object) => ({
    '200': {
      description: fill('response description', 'What was asked for.'),
      headers: {
        [fill('response header name', 'X-Total')]: {
          description: fill('response header description', 'How many.'),
          schema: { type: 'integer' },
        },
      },
      content: json(type),
      links: {
        [fill('link name', 'next')]: { operationId: 'plainOperation', description: fill('link text', 'Next.') },
      },
    },
    default: { description: fill('error description', 'It failed.'), content: json(ref('Failure')) },
  });
  return {
    openapi: '3.1.0',
    info: {
      title: fill('info title', 'Hotel'),
      version: fill('info version', '1.0.0'),
      summary: fill('info summary', 'Rooms.'),
      description: fill('info description', 'A hotel.'),
      termsOfService: fill('terms of service', 'https://example.com/terms'),
      contact: { name: fill('contact name', 'Desk'), url: 'https://example.com', email: 'desk@example.com' },
      license: { name: fill('license name', 'MIT'), identifier: 'MIT' },
    },
    externalDocs: { url: 'https://example.com/docs', description: fill('external docs', 'More.') },
    servers: [
      {
        url: `https://{${variable}}.example.com/${fill('server url', 'v1')}`,
        description: fill('server description', 'Production'),
        variables: {
          [variable]: {
            default: fill('server variable default', 'eu'),
            enum: [fill('server variable default', 'eu'), 'us'],
          },
        },
      },
    ],
    security: [{ [scheme]: [] }, { OAuth: [fill('oauth scope', 'read')] }],
    tags: [{ name: tag, description: fill('tag description', 'Things.') }],
    [`x-${fill('extension name', 'note')}`]: fill('extension value', 'noted'),
    paths: {
      [`/${fill('path text', 'things')}/{${parameter}}`]: {
        get: {
          operationId: fill('operation id', 'getThing'),
          tags: [tag],
          summary: fill('operation summary', 'Get one.'),
          description: fill('operation description', 'Gets one.'),
          'x-capability': fill('capability', 'reading'),
          parameters: [
            { name: parameter, in: 'path', required: true, schema: { type: 'string' } },
            {
              name: fill('query parameter name', 'limit'),
              in: 'query',
              description: fill('parameter description', 'How many.'),
              example: fill('parameter example', 'ten'),
              schema: {
                type: 'string',
                default: fill('parameter default', 'ten'),
                pattern: fill('parameter pattern', '^[a-z]+$'),
                enum: [fill('parameter default', 'ten'), fill('parameter enum value', 'few')],
              },
            },
            { name: fill('header parameter name', 'X-Trace'), in: 'header', schema: { type: 'string' } },
            { name: fill('cookie parameter name', 'session'), in: 'cookie', schema: { type: 'string' } },
            {
              name: fill('deep object name', 'filter'),
              in: 'query',
              style: 'deepObject',
              schema: { type: 'object', properties: { [fill('deep object member', 'by')]: { type: 'string' } } },
            },
            {
              name: 'X-Tenant',
              in: 'header',
              'x-client': fill('client header name', 'tenant_id'),
              schema: { type: 'string' },
            },
          ],
          responses: answers(ref(schema)),
        },
      },
      '/plain': {
        post: {
          operationId: 'plainOperation',
          requestBody: {
            description: fill('request body description', 'A thing.'),
            content: json(ref(schema)),
          },
          responses: answers({
            type: 'object',
            title: fill('inline schema title', 'Page'),
            required: [item],
            properties: { [item]: { type: 'array', items: ref(schema) }, next: { type: ['string', 'null'] } },
            'x-items': item,
          }),
          callbacks: {
            [fill('callback name', 'done')]: {
              '{$request.body#/url}': {
                post: {
                  requestBody: { content: json(ref(schema)) },
                  responses: { '200': { description: 'Thanks.' } },
                },
              },
            },
          },
        },
      },
      '/upload': {
        post: {
          operationId: 'upload',
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: {
                    [fill('part name', 'file')]: { type: 'string', format: 'binary' },
                    meta: ref(schema),
                  },
                },
                encoding: {
                  [fill('part name', 'file')]: {
                    contentType: fill('part content type', 'image/png'),
                    headers: { [fill('part header name', 'X-Part')]: { schema: { type: 'string' } } },
                  },
                },
              },
            },
          },
          responses: { '204': { description: 'Stored.' } },
        },
      },
      '/text': {
        post: {
          operationId: 'sendText',
          requestBody: { content: { [fill('request media type', 'text/plain')]: { schema: { type: 'string' } } } },
          responses: {
            '200': {
              description: 'Text.',
              content: { [fill('response media type', 'text/csv')]: { schema: { type: 'string' } } },
            },
          },
        },
      },
      '/events': {
        get: {
          operationId: 'follow',
          'x-stream': { sentinel: fill('stream sentinel', '[DONE]') },
          responses: {
            '200': { description: 'Events.', content: { 'text/event-stream': { schema: ref(schema) } } },
          },
        },
      },
    },
    webhooks: {
      [fill('webhook name', 'thingMade')]: {
        post: {
          description: fill('webhook description', 'A thing was made.'),
          requestBody: { content: json(ref(schema)) },
          responses: { '200': { description: 'Thanks.' } },
        },
      },
    },
    components: {
      schemas: {
        [schema]: {
          type: 'object',
          title: fill('schema title', 'Thing'),
          description: fill('schema description', 'A thing.'),
          $comment: fill('schema comment', 'none'),
          required: [fill('property name', 'name')],
          properties: {
            [fill('property name', 'name')]: {
              type: 'string',
              description: fill('property description', 'Its name.'),
              default: fill('property default', 'Bob'),
              examples: [fill('property example', 'Alice')],
              pattern: fill('property pattern', '.*'),
              format: fill('property format', 'name'),
            },
            constant: { const: fill('const', 'thing') },
            structure: { const: { [fill('const member name', 'a')]: fill('const member', 'b') } },
            kind: ref(kind),
            deep: { type: 'object', additionalProperties: ref(schema) },
            matched: {
              type: 'object',
              patternProperties: { [fill('pattern property', '^x-')]: { type: 'integer' } },
            },
            one: ref('Pick'),
          },
          not: { const: fill('not', 'nothing') },
          xml: {
            name: fill('xml name', 'thing'),
            prefix: fill('xml prefix', 't'),
            namespace: fill('xml namespace', 'https://example.com/ns'),
          },
          example: { [fill('property name', 'name')]: fill('schema example', 'Carol') },
        },
        [kind]: {
          type: 'string',
          enum: [fill('enum value', 'a'), 'b'],
          'x-enum-varnames': [fill('enum member name', 'First'), 'Second'],
          'x-enum-descriptions': [fill('enum member description', 'The first.'), 'The second.'],
        },
        Cat: { type: 'object', required: [tagged], properties: { [tagged]: { type: 'string' } } },
        Dog: { type: 'object', required: [tagged], properties: { [tagged]: { type: 'string' } } },
        Pick: {
          oneOf: [ref('Cat'), ref('Dog')],
          discriminator: {
            propertyName: tagged,
            mapping: {
              [fill('discriminator value', 'cat')]: '#/components/schemas/Cat',
              dog: '#/components/schemas/Dog',
            },
          },
        },
        Failure: {
          type: 'object',
          properties: { code: { type: 'string' }, message: { type: 'string', description: 'Why.' } },
        },
      },
      securitySchemes: {
        [scheme]: {
          type: 'apiKey',
          in: 'header',
          name: fill('api key header', 'X-Key'),
          description: fill('security description', 'A key.'),
        },
        OAuth: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: `https://example.com/${fill('token url', 'token')}`,
              scopes: { [fill('oauth scope', 'read')]: fill('oauth scope description', 'Read.') },
            },
          },
        },
        OpenId: { type: 'openIdConnect', openIdConnectUrl: `https://example.com/${fill('openid url', 'openid')}` },
      },
    },
  };
}

/** Every slot of the document, in its order. */
export function slots(): string[] {
  const seen = new Set<string>();
  hotel((slot, plain) => {
    seen.add(slot);
    return plain;
  });
  return [...seen];
}
