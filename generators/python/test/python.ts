import { spawnSync } from 'node:child_process';

/** Runs Python's own parser or a script: the judge of what we print. */
export function runPython(args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('python3', args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The values Python reads in expressions; strings come back by their code points, so that nothing is lost on the way. */
export function evaluate(expressions: readonly string[]): unknown[] {
  const script = `
import ast, json, sys
def plain(value):
    return [ord(character) for character in value] if isinstance(value, str) else value
print(json.dumps([plain(ast.literal_eval(each)) for each in json.load(sys.stdin)]))`;
  return JSON.parse(runPython(['-c', script], JSON.stringify(expressions)));
}

/** The docstring of each module, or its failure to parse. */
export function docstringsOf(modules: readonly string[]): string[] {
  const script = `
import ast, json, sys
print(json.dumps([ast.get_docstring(ast.parse(each).body[0]) if len(ast.parse(each).body) == 1 else "escaped" for each in json.load(sys.stdin)]))`;
  return JSON.parse(runPython(['-W', 'error', '-c', script], JSON.stringify(modules)));
}
