import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { lintTemplate, readTemplates } from '../src/template-lint.ts';

const shared = readTemplates(inRoot('templates', 'shared'));
const targets = readdirSync(inRoot('templates'))
  .filter((folder) => folder !== 'shared')
  .sort();

// As the pipeline sees them: the shared skeletons include leaves that each language brings. What is no language has none, and uses none.
test.each(targets)('templates/%s and the shared ones only lay out what their view prepared', (target) => {
  const own = readTemplates(inRoot('templates', target));
  const hasLeaves = [...own.keys()].some((name) => name.startsWith('leaf/'));
  const templates = new Map([...(hasLeaves ? shared : []), ...own]);
  const partials = new Set(templates.keys());
  const findings = [...templates].flatMap(([name, source]) =>
    lintTemplate(source, partials).map((finding) => `${name}.hbs ${finding}`),
  );
  expect(findings).toEqual([]);
});

test.each([
  ['{{{name}}}', 'prints without the escape'],
  ['{{&name}}', 'prints without the escape'],
  ['{{lookup a b}}', 'calls lookup'],
  ['{{name (concat a b)}}', 'calls name'],
  ['{{#list}}x{{/list}}', 'opens a block on list'],
  ['{{#if name}}x{{/if}}', 'asks name, which is no is… or has… of the view'],
  ['{{#unless a.named}}x{{/unless}}', 'asks a.named, which is no is… or has… of the view'],
  ['{{#if isA}}a{{else if isB}}b{{/if}}', 'has an else if, which wants to be a field of the view'],
  ['{{> unknown this}}', 'includes unknown, which is no template'],
  ['{{> (which kind) this}}', 'includes (an expression), which is no template'],
  ['{{#> known this}}x{{/known}}', 'passes a block to a partial'],
  ['{{* decorate}}', 'decorates'],
])('finds %s', (source, finding) => {
  expect(lintTemplate(`\n${source}`, new Set(['known']))).toContain(`line 2 ${finding}`);
});

test('admits what a template is for', () => {
  const source = '{{#if type.isList}}{{#each items}}{{name}}{{> known this}}{{/each}}{{else}}{{~name~}}{{/if}}';
  expect(lintTemplate(source, new Set(['known']))).toEqual([]);
});
