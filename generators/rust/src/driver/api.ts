import { code, type Lexeme, localErrors, type RenderInput } from '@sdkgen/codegen';
import { type Credential, packsFloats } from '@sdkgen/ir';
import { variantOf } from '../errors.ts';
import { identifier, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import { credentialNames } from '../view/client.ts';

/** What the driver knows of the client: its type, its credentials and the names of its errors. */
export function apiView(input: RenderInput, names: Names): object {
  const { api, config, runtime } = input;
  const errors = [...new Set([...runtime.errors, ...localErrors(runtime, api)].map(({ name }) => name))];
  const options = credentialNames(input);
  const refusal = runtime.local_errors.find(({ code: known }) => known === 'invalid_argument')?.name ?? '';
  return {
    client: identifier(names.client),
    builder: identifier(names.builder),
    refusal: stringLiteral(refusal),
    otherwise: stringLiteral(config.baseError),
    errors: errors.map((name) => ({ variant: identifier(variantOf(name)), name: stringLiteral(name) })),
    hasPacking: packsFloats(api),
    hasPart: api.credentials.some(({ kind }) => kind === 'basic'),
    hasWhole: api.credentials.some(({ kind }) => kind !== 'basic' && kind !== 'oauth2'),
    hasOAuth: api.credentials.some(({ kind }) => kind === 'oauth2'),
    credentials: api.credentials.map((credential) => ({
      scheme: stringLiteral(credential.scheme),
      expression: expression(credential, identifier(options.get(credential.scheme) ?? '')),
    })),
  };
}

function expression({ kind, scheme }: Credential, option: Lexeme): Lexeme {
  const name = stringLiteral(scheme);
  if (kind === 'oauth2') return code`Ok(builder.${option}(granted(${name}, value)?))`;
  if (kind !== 'basic') return code`Ok(builder.${option}(whole(${name}, value)?))`;
  const part = (member: string): Lexeme => code`part(${name}, value, ${stringLiteral(member)})?`;
  return code`Ok(builder.${option}(${part('username')}, ${part('password')}))`;
}
