import { prose } from '@sdkgen/codegen';
import type { Docs } from '@sdkgen/ir';

/** A tool's description stays below 200 characters: an agent reads all of them before it does anything. */
const TOOL_WIDTH = 160;
const MEMBER_WIDTH = 56;

/** The summary, then as many sentences of the description as there is room for. */
export function toolText({ summary, description }: Docs, name: string): string {
  const lead = sentence(plain(summary)) || `Calls ${name}.`;
  return [...sentences(plain(description))].reduce(
    ({ text, full }, next) =>
      full || text.length + next.length + 1 > TOOL_WIDTH ? { text, full: true } : { text: `${text} ${next}`, full },
    { text: clipped(lead, TOOL_WIDTH), full: false },
  ).text;
}

/** The first sentence of what a member is, as far as it goes. Bounds stand in the schema. */
export function memberText({ summary, description }: Docs): string {
  const [first = ''] = sentences(plain(description || summary));
  const [clause = ''] = first.split(/[;:] /);
  return clipped(clause.replace(/\.$/, ''), MEMBER_WIDTH);
}

function clipped(text: string, width: number): string {
  if (text.length <= width) return text;
  const cut = text.slice(0, width - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[,;:]$/, '')}…`;
}

const plain = (text: string): string => prose(text).replaceAll('`', '').replaceAll(/\s+/g, ' ');
const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);
const sentences = (text: string): string[] => text.match(/.+?[.!?](?= [A-Z]|$)|.+$/g)?.map((one) => one.trim()) ?? [];
