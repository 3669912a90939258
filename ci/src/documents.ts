// Public documents of other houses, rendered whole in every language and put through each language's strict checks:
// `nx run documents [-- --only stripe,box --lang go]`. `--spec FILE` tries a document of your own. What passed is remembered in
// dist/documents while neither the sources nor the document change. Ends with 1 where anything failed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { missingProgram } from './checks/execute.ts';
import { corpusDocuments, fetched } from './documents/corpus.ts';
import { journalKey, readJournal } from './documents/journal.ts';
import { asTable } from './documents/table.ts';
import { type Trial, tryOut } from './documents/trial.ts';
import { inRoot } from './paths.ts';
import { readTargets } from './targets.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, lang: { type: 'string' }, spec: { type: 'string', multiple: true } },
});
const listed = (text: string | undefined, id: string): boolean => !text || text.split(',').includes(id);
const documents = values.spec
  ? values.spec.map((path) => ({ id: basename(path).replace(/\.\w+$/, ''), path: async () => path }))
  : (await corpusDocuments())
      .filter(({ id }) => listed(values.only, id))
      .map((document) => ({ id: document.id, path: () => fetched(document) }));
const languages = (await readTargets()).map(({ language }) => language).filter(({ id }) => listed(values.lang, id));
const runtime = await readRuntime();
const folder = inRoot('dist', 'documents');
await mkdir(folder, { recursive: true });
const journal = await readJournal(folder);
const trials: Trial[] = [];
for (const { id, path } of documents) {
  const file = await path();
  const bytes = await readFile(file);
  const { operations } = await readApi(bytes, runtime);
  const count = operations.filter(({ alternative }) => alternative === null).length;
  for (const language of languages) {
    const missing = missingProgram(language);
    if (missing) throw new Error(`no ${missing} on this machine`);
    const key = journalKey(language, bytes);
    const known = journal.get(key);
    const trial = known ?? (await tryOut(id, file, count, language));
    trials.push(trial);
    const problems = trial.checks.filter(({ problem }) => problem !== null);
    process.stderr.write(
      `${id} ${language.id}: ${problems.length === 0 ? 'passed' : problems.map(({ name }) => name).join(', ')}\n`,
    );
    for (const { name, problem } of problems) process.stdout.write(`\n${id} ${language.id}, ${name}:\n${problem}\n`);
    if (!known && problems.length === 0) await journal.add(key, trial);
  }
}
await writeFile(`${folder}/report.json`, `${JSON.stringify(trials, null, 2)}\n`);
process.stdout.write(asTable(trials));
if (trials.length === 0 || trials.some(({ checks }) => checks.some(({ problem }) => problem !== null)))
  process.exitCode = 1;
