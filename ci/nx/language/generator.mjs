// `npx nx g @vectorscaledb/ci:language kotlin`: the two folders of a language, which render from the first minute on. Nothing else changes.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const FILES = join(import.meta.dirname, 'files');
/** Where each folder of the pattern goes. */
const PLACES = { generator: (id) => `generators/${id}`, templates: (id) => `templates/${id}` };

export default async function generate(tree, { id, title = id.charAt(0).toUpperCase() + id.slice(1) }) {
  const folders = Object.values(PLACES).map((place) => place(id));
  const present = folders.filter((folder) => tree.exists(folder));
  if (present.length > 0) throw new Error(`there is ${present.join(' and ')} already: choose another name`);
  const place = String(lastPlace(tree) + 1);
  const { version } = JSON.parse(tree.read('ci/package.json', 'utf8'));
  const words = { __id__: id, __title__: title, __place__: place, __version__: version };
  for (const [folder, placeOf] of Object.entries(PLACES))
    for (const path of filesIn(join(FILES, folder))) {
      const text = readFileSync(join(FILES, folder, path), 'utf8');
      tree.write(`${placeOf(id)}/${path.replace(/\.pattern$/, '')}`, filled(text, words));
    }
}

const filled = (text, words) => text.replaceAll(/__[a-z]+__/g, (word) => words[word] ?? word);

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Languages stand in tables and reports in the order of their places. */
function lastPlace(tree) {
  const manifests = tree.children('generators').map((name) => `generators/${name}/package.json`);
  const said = manifests.filter((path) => tree.exists(path)).map((path) => JSON.parse(tree.read(path, 'utf8')).sdkgen);
  return Math.max(0, ...said.map((says) => says?.place ?? 0));
}
