import { type Api, declarationOf, type ObjectDeclaration, type Type } from '@sdkgen/ir';

/** The IR as lines of the inventory: operations, their parameters and statuses, models of components, their fields; `plain` for models without. */
export function ourInventory(api: Api): Set<string> {
  const lines = new Set<string>();
  const add = (...cells: string[]): void => void lines.add(cells.join('\t').trimEnd());
  for (const operation of api.operations) {
    if (operation.alternative) continue;
    const { method, template } = operation;
    add(
      'operation',
      method,
      template,
      operation.name.wire.startsWith(`${method.toLowerCase()} `) ? '' : operation.name.wire,
    );
    for (const { in: where, name, required } of operation.parameters)
      add('parameter', method, template, where, name.wire, required ? 'required' : '');
    for (const { status } of [...operation.success.responses, ...operation.errors])
      add('response', method, template, String(status));
  }
  for (const [id, declaration] of api.declarations) {
    const name = componentOf(id);
    if (name === null) continue;
    add('model', name);
    const object = objectOf(api, { kind: 'reference', id });
    for (const property of object?.properties ?? [])
      add('field', name, property.name.wire, property.required ? 'required' : '');
    if (!object) add(declaration.kind === 'union' ? 'union' : 'plain', name);
  }
  return lines;
}

const COMPONENT = /^#\/components\/schemas\/([^/]+)$/;

function componentOf(id: string): string | null {
  const name = COMPONENT.exec(id)?.[1];
  return name === undefined ? null : decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** An object, also behind an alias or null. */
function objectOf(api: Api, type: Type): ObjectDeclaration | null {
  if (type.kind === 'nullable') return objectOf(api, type.inner);
  if (type.kind !== 'reference') return null;
  const declaration = declarationOf(api, type.id);
  if (declaration.kind === 'alias') return objectOf(api, declaration.target);
  return declaration.kind === 'object' ? declaration : null;
}
