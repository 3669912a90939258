import type { Fault, OutputFiles, Sdk } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import { documentFaults } from './document-faults.ts';
import { BadMutant, type Mutant, nameOf, type Part, withFault } from './mutant.ts';
import { operationsOf } from './operations-of.ts';
import { placesOf } from './rules.ts';
import type { Source } from './source.ts';

/** Every mutant of one language, each with a name of its own. */
export async function planOf(source: Source, api: Api): Promise<Mutant[]> {
  const { language } = source;
  const mutations = await language.mutations();
  const [fixtures, own] = [await source.clean('fixtures'), await source.clean('own')];
  const make = (part: Part, sdk: Sdk) => (fault: Fault & { offset?: number; breaksBuild?: boolean }) => ({
    language: language.id,
    part,
    fault: fault.fault,
    sdk: fault.sdk ?? sdk,
    file: fault.file,
    find: fault.find,
    replace: fault.replace,
    cases: fault.cases ?? [],
    operations: null,
    ...(fault.offset === undefined ? {} : { offset: fault.offset }),
    ...(fault.breaksBuild ? { breaksBuild: true } : {}),
    ...(fault.isConstant ? { isConstant: true } : {}),
  });
  const mutants: Mutant[] = [
    ...mutations.runtime.map(make('runtime', 'fixtures')).map((one) => inFile(one, one.sdk === 'own' ? own : fixtures)),
    ...mutations.rules
      .flatMap((rule) => placesOf(rule, rule.sdk === 'fixtures' ? fixtures : own))
      .map(make('generated', 'own'))
      .map((one) => (one.sdk === 'own' ? { ...one, operations: operationsOf(one.file, api) } : one)),
    ...mutations.templates.map(make('template', 'own')),
    ...mutations.views.map(make('view', 'own')),
    ...documentFaults.map(({ fault, pointer, replace, operations }) => ({
      ...make('document', 'own')({ fault, file: 'spec/openapi.json', find: pointer, replace }),
      operations,
    })),
  ];
  const slips = mutants.flatMap((one) => slipOf(one, one.sdk === 'own' ? own : fixtures));
  if (slips.length > 0) throw new BadMutant(slips.join('\n'));
  return distinct(mutants);
}

/** A list with a fault that applies nowhere, or in two places, proves nothing: better said before anything is run. */
function slipOf(mutant: Mutant, files: OutputFiles): string[] {
  if (mutant.part !== 'runtime' && mutant.part !== 'generated') return [];
  try {
    withFault(Buffer.from(files.get(mutant.file)?.bytes ?? '').toString(), mutant);
    return [];
  } catch (error) {
    return [`${mutant.language}: ${(error as Error).message}`];
  }
}

/** The file whose path ends so. */
function inFile(mutant: Mutant, files: OutputFiles): Mutant {
  const paths = [...files.keys()].filter((path) => path === mutant.file || path.endsWith(`/${mutant.file}`));
  const [file, ...others] = paths;
  if (!file || others.length > 0) throw new BadMutant(`${paths.length} files end in ${mutant.file}`);
  return { ...mutant, file };
}

function distinct(mutants: readonly Mutant[]): Mutant[] {
  const twice = mutants.map(nameOf).find((name, n, all) => all.indexOf(name) !== n);
  if (twice) throw new BadMutant(`${twice} is there twice`);
  return [...mutants];
}
