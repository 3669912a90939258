import type { RenderedFile } from './language.ts';

/** Faults that somebody could make in one language, which the checks of the repository have to find. */
export interface Mutations {
  /** In the sources the runtime is made of, as they stand in a rendered SDK. */
  readonly runtime: readonly Fault[];
  /** In what is rendered from the document, wherever such a thing stands. */
  readonly rules: readonly FaultRule[];
  /** In the language's templates; paths below `templates/<id>/`. */
  readonly templates: readonly Fault[];
  /** In the language's view; paths below `generators/<id>/src/`. */
  readonly views: readonly Fault[];
  /** How several faults go behind one build; null where each is built by itself. */
  readonly switch: FaultSwitch | null;
  /** What the driver's build makes of one source that changed; null where the driver builds by itself whatever changed. */
  readonly compiled: ((path: string, text: string) => Promise<RenderedFile | null>) | null;
}

/** One fault: text that is found exactly once, and what stands there instead. */
export interface Fault {
  /** What is wrong, in words. */
  readonly fault: string;
  /** The end of a path; exactly one file has it. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Which SDK shows it: that of the fixtures, or that of the API's own document. */
  readonly sdk?: Sdk;
  /** Beginnings of fixtures, features or case names to try first. */
  readonly cases?: readonly string[];
  /** It stands where no condition may: it goes behind no switch. */
  readonly isConstant?: true;
}

export type Sdk = 'fixtures' | 'own';

/** Makes faults of every place that looks so. */
export interface FaultRule {
  readonly fault: string;
  /** Paths of files to look in. */
  readonly files: RegExp;
  /** Global; what it matches is replaced. */
  readonly find: RegExp;
  replace(match: RegExpExecArray): string;
  /** How many of the places, spread over all of them. */
  readonly count: number;
  /** Which SDK shows it; that of the API's own document unless said. */
  readonly sdk?: Sdk;
  readonly cases?: readonly string[];
  /** It stops the build: a use of what is gone, say. */
  readonly breaksBuild?: true;
  readonly isConstant?: true;
}

/** A fault that is there only when an environment variable names it. */
export interface FaultSwitch {
  readonly variable: string;
  /** The SDK's files with what the condition needs. */
  install(files: ReadonlyMap<string, string>): readonly RenderedFile[];
  /** Both texts in one: which of them holds is decided when it runs. */
  wrap(name: string, fault: Pick<Fault, 'find' | 'replace'>): string;
}
