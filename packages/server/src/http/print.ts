import { inTurns } from '@vectorscaledb/engine';
import type { FastifyReply } from 'fastify';

/** Lists of fewer things, and of plain numbers, are printed in no time. */
const LONG = 32;
/** Lists of results hold lists of hits. */
const DEPTH = 4;

type Members = Readonly<Record<string, unknown>>;

const isLong = (value: unknown, depth = DEPTH): boolean => {
  if (depth === 0 || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value))
    return (value.length >= LONG && typeof value[0] === 'object') || value.some((each) => isLong(each, depth - 1));
  return Object.values(value).some((each) => isLong(each, depth - 1));
};

/** The text JSON.stringify gives, printed item by item where it is long, so that an answer of millions of numbers keeps nobody waiting. */
export async function stringifyInTurns(value: unknown, depth = DEPTH): Promise<string> {
  if (!isLong(value, depth)) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    if (!value.some((each) => isLong(each, depth - 1)))
      return `[${(await inTurns(value, (each) => JSON.stringify(each) ?? 'null')).join()}]`;
    const items: string[] = [];
    for (const each of value) items.push(await stringifyInTurns(each, depth - 1));
    return `[${items.join()}]`;
  }
  const members: string[] = [];
  for (const [name, member] of Object.entries(value as Members))
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${await stringifyInTurns(member, depth - 1)}`);
  return `{${members.join()}}`;
}

/** What to send: short answers as they are, long ones as text. */
export async function printed(answer: unknown, reply: FastifyReply): Promise<unknown> {
  if (!isLong(answer)) return answer;
  reply.type('application/json; charset=utf-8');
  return stringifyInTurns(answer);
}
