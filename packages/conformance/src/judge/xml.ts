import { SaxesParser } from 'saxes';

/** An element with its namespace resolved: prefixes, order of attributes and space between elements are nobody's business. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

export function readXml(text: string): Element {
  const root: { children: (Element | string)[] } = { children: [] };
  const open: { children: (Element | string)[] }[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  const within = (): (Element | string)[] => open.at(-1)?.children ?? [];
  parser.on('opentag', ({ uri, local, attributes }) => {
    const named = Object.values(attributes)
      .filter(({ prefix, local }) => prefix !== 'xmlns' && local !== 'xmlns')
      .map(({ uri, local, value }): [string, string] => [full(uri, local), value]);
    const element = { name: full(uri, local), attributes: Object.fromEntries(named.sort()), children: [] };
    within().push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    if (text.trim() !== '' || open.at(-1)?.children.length === 0) within().push(text);
  });
  parser.on('cdata', (text) => void within().push(text));
  parser.write(text).close();
  return tidy(root.children.find((child) => typeof child !== 'string') as Element);
}

/** Text beside elements is layout where it is only space. */
function tidy({ name, attributes, children }: Element): Element {
  const hasElements = children.some((child) => typeof child !== 'string');
  const kept = children.filter((child) => typeof child !== 'string' || !hasElements || child.trim() !== '');
  return { name, attributes, children: kept.map((child) => (typeof child === 'string' ? child : tidy(child))) };
}

const full = (uri: string, local: string): string => (uri ? `{${uri}}${local}` : local);
