import { type GetPromptResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
}

/** A way to begin a piece of work. */
export interface PromptPlan {
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  text(given: Readonly<Record<string, string>>): string;
}

const entity = { name: 'entity_id', description: 'The entity it is about', required: true };
const other = { name: 'other_entity_id', description: 'The entity to compare it with', required: true };
const type = { name: 'entity_type', description: 'Only entities of this type', required: false };
const window = [
  { name: 'start_time', description: 'Start of the window, RFC 3339', required: false },
  { name: 'end_time', description: 'End of the window, RFC 3339', required: false },
];

/** What users typed goes in as JSON: it cannot end the sentence it stands in. */
const quoted = (value: string | undefined): string => JSON.stringify(value ?? '');

function within({ start_time: start, end_time: end }: Readonly<Record<string, string>>): string {
  return (
    [start && ` from ${quoted(start)}`, end && ` until ${quoted(end)}`].filter(Boolean).join('') || ' over all time'
  );
}

export const prompts: readonly PromptPlan[] = [
  {
    name: 'explore',
    description: 'Find out what is in the database',
    arguments: [type],
    text: ({ entity_type: only }) =>
      `Find out what this database holds${only ? ` of type ${quoted(only)}` : ''}. Use get_status, list_entity_types and list_entities, then time_histogram for when it was observed and get_history of one or two entities. Tell me what is observed, since when, how often, and with vectors of which length.`,
  },
  {
    name: 'load_data_set',
    description: 'Load observations, checked before they are stored',
    arguments: [{ name: 'source', description: 'Where the observations are', required: true }, type],
    text: ({ source, entity_type: only }) =>
      `Load the observations from ${quoted(source)}${only ? ` as entities of type ${quoted(only)}` : ''}. Show me first how you turn one record into {entity_id, vector, timestamp, metadata}. Check the first with validate_batch, make a snapshot with create_snapshot, then load with ingest_batch, up to 1000 at a time. Send again only what failed, and tell me the counts at the end.`,
  },
  {
    name: 'search_over_time',
    description: 'Find what is like an entity, and how that changed',
    arguments: [entity, ...window],
    text: (given) =>
      `Find what is most like entity ${quoted(given.entity_id)}${within(given)}. Use temporal_knn with {"entity": ${quoted(given.entity_id)}} as query_vector, for the whole window and for its first and last part, and similar_entities. Tell me what is alike throughout and what only at times.`,
  },
  {
    name: 'compare_trajectories',
    description: 'Compare the ways two entities took',
    arguments: [entity, other, ...window],
    text: (given) =>
      `Compare the trajectories of ${quoted(given.entity_id)} and ${quoted(given.other_entity_id)}${within(given)}. Use compare_trajectories, then segment_trajectory of both. Tell me where they go together, where they part, and how sure that is given the number of observations.`,
  },
  {
    name: 'investigate_anomaly',
    description: 'Explain why an entity is unusual',
    arguments: [entity],
    text: ({ entity_id: id }) =>
      `Find out whether and why entity ${quoted(id)} is unusual. Use anomaly_score, then get_history of the last day, detect_drift between that day and the week before, and scan_anomalies for whether others are unusual as well. Tell me what changed, when, and whether it is this entity alone.`,
  },
  {
    name: 'diagnose',
    description: 'Find out what is wrong with the database',
    arguments: [{ name: 'symptom', description: 'What seems wrong', required: false }],
    text: ({ symptom }) =>
      `Check this database${symptom ? `, where this seems wrong: ${quoted(symptom)}` : ''}. Use get_status, whoami and list_nodes, then time_histogram for gaps in what comes in, poll_changes for whether anything comes in now, and explain_search if searches are slow. Change nothing. Tell me what you found and what you would do.`,
  },
];

export function getPrompt(name: string, given: Readonly<Record<string, string>>): GetPromptResult {
  const plan = prompts.find((one) => one.name === name);
  if (!plan) throw refused(`there is no prompt ${JSON.stringify(name.slice(0, 100))}`);
  const missing = plan.arguments.find((argument) => argument.required && !given[argument.name]);
  if (missing) throw refused(`${name} needs ${missing.name}: ${missing.description}`);
  return {
    description: plan.description,
    messages: [{ role: 'user', content: { type: 'text', text: plan.text(given) } }],
  };
}

const refused = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
