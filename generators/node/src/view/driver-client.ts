import { code, Lexeme } from '@sdkgen/codegen';
import { type Credential, packsFloats, unreachable } from '@sdkgen/ir';
import { identifier, memberAccess, propertyKey } from '../literals.ts';
import { type Context, header } from './context.ts';

/** `driver/client.ts`: a client with the credentials of a request. */
export function driverClientView(context: Context) {
  const { api, named } = context;
  const hasPacking = packsFloats(api);
  const helpers = [...new Set(api.credentials.map(helperFor))].toSorted();
  if (!hasPacking) helpers.push('UnsupportedRequest');
  return {
    ...header(context),
    imports: [code`import { ${identifier(named.client)} } from '../src/index.js';`],
    client: identifier(named.client),
    helpers: Lexeme.join(
      helpers.map((name) => code`, ${identifier(name)}`),
      '',
    ),
    hasPacking,
    hasCredentials: api.credentials.length > 0,
    credentials: api.credentials.map((credential) => ({
      name: propertyKey(named.option(credential)),
      value: code`${identifier(helperFor(credential))}(auth${memberAccess(credential.scheme)})`,
    })),
  };
}

function helperFor({ kind }: Credential): string {
  switch (kind) {
    case 'basic':
      return 'passwordIn';
    case 'oauth2':
      return 'oauth2In';
    case 'api-key':
    case 'bearer':
    case 'http':
      return 'textIn';
    default:
      return unreachable(kind);
  }
}
