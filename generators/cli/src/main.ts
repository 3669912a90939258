import { Command, CommanderError, Option } from 'commander';
import type { DiffFlags } from './commands/diff.ts';
import { type GenerateFlags, generateCommand } from './commands/generate.ts';
import { generatorVersion } from './pin.ts';
import { errorText } from './report-error.ts';

const SPEC = new Option(
  '--spec <url|file>',
  'the OpenAPI document: http(s) URL or file, JSON or YAML',
).makeOptionMandatory();

const ALLOW_REF = new Option(
  '--allow-ref <folder|url>',
  'where other documents a $ref leads to may be read from; may be given again',
).argParser((value: string, before: string[] = []) => [...before, value]);

/** Exit 0 done, 1 a check found something, 2 refused. */
async function main(): Promise<number> {
  let exit = 0;
  let source = '';
  const program = new Command('sdkgen')
    .description('Renders SDKs from an OpenAPI document')
    .version(await generatorVersion())
    .exitOverride();
  const run = (action: (flags: GenerateFlags) => Promise<number>) => async (flags: GenerateFlags) => {
    source = flags.spec;
    exit = await action(flags);
  };
  const rendering = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .addOption(SPEC)
      .addOption(ALLOW_REF)
      .requiredOption('--out <dir>', 'folder with one package per language')
      .option('--lang <ids>', 'comma-separated targets; all of ours when left out')
      .option('--config <file>', 'public names, as in spec/sdk.yaml')
      .option('--allow-partial', 'leave out operations that cannot be rendered, and list them')
      .option('--driver', 'also a program per target that drives the SDK from JSON lines');
  rendering('generate', 'write one package per language')
    .option('--check', 'write nothing; exit 1 where files differ')
    .action(run(generateCommand));
  rendering('watch', 'render again on every change').action(
    run(async (flags) => (await import('./commands/watch.ts')).watchCommand(flags)),
  );
  program
    .command('lint')
    .description('tell what of a document cannot be rendered')
    .addOption(SPEC)
    .addOption(ALLOW_REF)
    .action(run(async (flags) => (await import('./commands/inspect.ts')).lintCommand(flags)));
  program
    .command('ir')
    .description('print the document as the targets see it')
    .addOption(SPEC)
    .addOption(ALLOW_REF)
    .action(run(async (flags) => (await import('./commands/inspect.ts')).irCommand(flags)));
  program
    .command('diff <old> <new>')
    .description('tell what changed between two documents, and what that is to users of each SDK')
    .option('--lang <ids>', 'comma-separated targets; all of ours when left out')
    .option('--json', 'findings as JSON')
    .addOption(
      new Option('--fail-on <class>', 'exit 1 from this class on')
        .choices(['any', 'breaking', 'addition', 'fix'])
        .default('any'),
    )
    .option('--surfaces <old,new>', 'two folders of surfaces read from built packages, one <lang>.json each')
    .option('--changeset <file>', 'also write a changeset, where there is anything to tell')
    .option('--packages <names>', 'comma-separated packages the changeset is of')
    .option('--current <semver>', 'their version before; below 1.0 breaking is minor, all else patch')
    .addHelpText('after', '\nExit: 0 no difference (or none as grave as --fail-on says), 1 differences, 2 refused.')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      source = `${before} or ${after}`;
      exit = await (await import('./commands/diff.ts')).diffCommand(before, after, flags);
    });
  program
    .command('features')
    .description('print what each target was seen to do, as JSON')
    .action(async () => {
      exit = await (await import('./commands/features.ts')).featuresCommand();
    });
  try {
    await program.parseAsync();
    return exit;
  } catch (error) {
    // Commander has already printed its own message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${errorText(error, source)}\n`);
    return 2;
  }
}

process.exitCode = await main();
