/** One call of every tool, in an order in which each has something to answer. `$name` stands for a value of an earlier result. */
export interface Step {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Keeps a member of the result under a name. */
  readonly keep?: readonly [name: string, member: string];
}

const at = (minute: number) => `2025-06-01T00:${String(minute).padStart(2, '0')}:00Z`;
const observation = (id: string, minute: number, shift = 0) => ({
  entity_id: id,
  vector: [minute / 10 + shift, 1 - minute / 20, 0.5, shift],
  entity_type: 'TRACKED_OBJECT',
  timestamp: at(minute),
});
const path = (id: string, shift: number) => Array.from({ length: 20 }, (_, minute) => observation(id, minute, shift));
const day = { start_time: '2025-06-01T00:00:00Z', end_time: '2025-06-02T00:00:00Z' };
const range = [day.start_time, day.end_time];

export const story: readonly Step[] = [
  { tool: 'whoami', args: {} },
  { tool: 'poll_changes', args: {}, keep: ['cursor', 'cursor'] },
  { tool: 'ingest', args: { ...observation('car-1', 0), metadata: { note: 'first' } } },
  { tool: 'validate_batch', args: { observations: path('car-1', 0) } },
  { tool: 'ingest_batch', args: { observations: path('car-1', 0) } },
  { tool: 'import_vectors', args: { items: [...path('car-2', 0.2), ...path('car-3', 2)] } },
  { tool: 'poll_changes', args: { cursor: '$cursor', limit: 5 } },
  { tool: 'stream_changes', args: { cursor: '$cursor', wait_ms: 50, limit: 3 } },
  { tool: 'get_status', args: {} },
  { tool: 'list_nodes', args: {} },
  { tool: 'list_entity_types', args: {} },
  { tool: 'list_entities', args: { limit: 2 } },
  { tool: 'get_entity', args: { entity_id: 'car-1' } },
  { tool: 'update_entity', args: { entity_id: 'car-1', display_name: 'One', metadata: { wheels: 4 } } },
  { tool: 'get_history', args: { entity_id: 'car-1', limit: 3 } },
  { tool: 'count_vectors', args: { entity_id: 'car-1' } },
  { tool: 'temporal_knn', args: { query_vector: { entity: 'car-1', at: at(5) }, k: 3, ...day } },
  { tool: 'as_of_knn', args: { query_vector: [0.1, 0.9, 0.5, 0], as_of: '2250-01-01T00:00:00Z', k: 2 } },
  { tool: 'similar_entities', args: { entity_id: 'car-1', k: 2 } },
  { tool: 'range_search', args: { query_vector: { entity: 'car-2' }, radius: 0.4, limit: 2 } },
  {
    tool: 'batch_search',
    args: { queries: [{ query_vector: { entity: 'car-1' }, k: 1 }, { query_vector: [1, 1, 1, 1] }] },
  },
  { tool: 'explain_search', args: { query_vector: [1, 1, 1, 1] } },
  { tool: 'trajectory_similarity', args: { entity_id: 'car-1', time_range: range, k: 2 } },
  { tool: 'compare_trajectories', args: { entity_id: 'car-1', other_entity_id: 'car-2', time_range: range } },
  { tool: 'get_trajectory', args: { entity_id: 'car-1', reduction: 'even', points: 4, include_vectors: true } },
  { tool: 'segment_trajectory', args: { entity_id: 'car-1', ...day } },
  { tool: 'cluster_trajectories', args: { clusters: 2, time_range: range } },
  { tool: 'anomaly_score', args: { entity_id: 'car-1', lookback_hours: 24 } },
  { tool: 'scan_anomalies', args: { lookback_hours: 24 } },
  {
    tool: 'detect_drift',
    args: { entity_id: 'car-1', reference_range: [at(0), at(9)], current_range: [at(10), at(19)] },
  },
  { tool: 'forecast_vector', args: { entity_id: 'car-1', steps: 2, ...day, include_vectors: true } },
  { tool: 'time_histogram', args: { ...day, buckets: 4 } },
  { tool: 'export_vectors', args: { entity_id: 'car-2', limit: 2 } },
  { tool: 'create_snapshot', args: { label: 'before' }, keep: ['snapshot', 'snapshot_id'] },
  { tool: 'list_snapshots', args: {} },
  { tool: 'delete_vectors', args: { entity_id: 'car-1', end_time: at(3), confirm: true } },
  { tool: 'delete_entity', args: { entity_id: 'car-3', confirm: true } },
  { tool: 'restore_snapshot', args: { snapshot_id: '$snapshot', confirm: true } },
  { tool: 'apply_retention', args: { before: at(1), confirm: true } },
  { tool: 'compact', args: { history_hours: 0 } },
];

export function withKept(args: Step['args'], kept: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(args), (_key, value) =>
    typeof value === 'string' && value.startsWith('$') ? kept.get(value.slice(1)) : value,
  );
}
