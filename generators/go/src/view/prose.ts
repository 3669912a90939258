import type { Lexeme } from '@sdkgen/codegen';
import { prose } from '@sdkgen/codegen';
import type { Docs } from '@sdkgen/ir';
import { docComment } from '../literals.ts';

/** Verbs that start summaries of operations; Go's comments have them in the third person: "Ingest stores …". */
const VERBS = new Set(
  (
    'add apply archive assign attach begin build calculate cancel change check clear clone close cluster compact compare ' +
    'complete compute confirm connect convert copy count create deactivate delete deploy describe detach detect disable ' +
    'download enable end ensure estimate execute export fetch find finish follow forecast generate get import ingest insert ' +
    'invite list load lock log mark measure merge modify move open patch pause ping poll post preview publish put query read ' +
    'rebuild receive register reject release remove rename replace report request reset resolve restart restore resume ' +
    'retrieve return revoke run save scan score search segment select send set show sign start stop store stream submit ' +
    'subscribe suspend sync tell test transfer trigger turn unlock unsubscribe update upload upsert validate verify watch write'
  ).split(' '),
);

/** Openings after which "X is …" reads well. */
const NOUN_PHRASE = /^(?:A|An|The|One|All|What|Whatever|Which|Whether|How|Where|When|Who|Why)\s/;

/** A doc comment that begins with the name it documents, as Go's tools expect. */
export function documented(
  name: string,
  paragraphs: readonly string[],
  { notes = [], deprecated = false }: { readonly notes?: readonly string[]; readonly deprecated?: boolean } = {},
): Lexeme {
  const [first = '', ...rest] = paragraphs.filter(Boolean);
  const going = deprecated ? ['Deprecated: the document says that this is going away.'] : [];
  return docComment([opening(name, sentence(first)), ...rest, ...notes, ...going]);
}

/** The comment of a struct's field. */
export function fieldComment(text: string, fallback: string, deprecated: boolean): Lexeme {
  return docComment([
    text || fallback,
    ...(deprecated ? ['Deprecated: the document says that this is going away.'] : []),
  ]);
}

/** Summary and description as paragraphs. */
export function paragraphsOf({ summary, description }: Docs): string[] {
  return [summary, description].flatMap((text) => prose(text).split('\n\n')).filter(Boolean);
}

function opening(name: string, text: string): string {
  if (text === '') return `${name} has no description in the document.`;
  const [word = ''] = text.split(' ');
  const verb = word.toLowerCase();
  if (VERBS.has(verb)) return `${name} ${thirdPerson(verb)}${text.slice(word.length)}`;
  return NOUN_PHRASE.test(text) ? `${name} is ${decapitalised(text)}` : `${name} – ${text}`;
}

function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

function decapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function sentence(text: string): string {
  return text === '' || /[.!?:`)\]]$/.test(text) ? text : `${text}.`;
}
