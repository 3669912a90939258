/** A fault of the document: SDKs rendered from it, judged by the document as it should be. */
export interface DocumentFault {
  readonly fault: string;
  /** What is changed. */
  readonly pointer: string;
  /** JSON in its place, `→ name` for another name, nothing to take it away. */
  readonly replace: string;
  /** The operations that show it; no two faults share one, so that several go behind one build. */
  readonly operations: readonly string[];
}

const at = (path: string, method: string, ...rest: readonly string[]): string =>
  ['#', 'paths', path, method, ...rest].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
const schema = (name: string, ...rest: readonly string[]): string => ['#/components/schemas', name, ...rest].join('/');

export const documentFaults: readonly DocumentFault[] = [
  {
    fault: 'the document loses an operation',
    pointer: at('/v1/whoami', 'get'),
    replace: '',
    operations: ['whoami'],
  },
  {
    fault: 'the document has an operation under another method',
    pointer: at('/v1/storage/compact', 'post'),
    replace: '→ put',
    operations: ['compact'],
  },
  {
    fault: 'the document has an operation under another path',
    pointer: '#/paths/~1v1~1status',
    replace: '→ /v1/state',
    operations: ['get_status'],
  },
  {
    fault: 'the document calls a parameter otherwise',
    pointer: at('/v1/vectors/count', 'get', 'parameters', '0', 'name'),
    replace: '"entity"',
    operations: ['count_vectors'],
  },
  {
    fault: 'the document has a parameter somewhere else',
    pointer: at('/v1/entities/{entity_id}/anomaly-score', 'get', 'parameters', '1', 'in'),
    replace: '"header"',
    operations: ['anomaly_score'],
  },
  {
    fault: 'the document retypes a parameter',
    pointer: at('/v1/entities/{entity_id}/forecast', 'get', 'parameters', '4', 'schema'),
    replace: '{"type":"array","items":{"type":"integer"}}',
    operations: ['forecast_vector'],
  },
  {
    fault: 'the document lays a list out in another style',
    pointer: at('/v1/entities/{entity_id}/similar', 'get', 'parameters', '4', 'explode'),
    replace: 'false',
    operations: ['similar_entities'],
  },
  {
    fault: 'the document calls a member of a body otherwise',
    pointer: schema('AsOfKnnRequest', 'properties', 'as_of'),
    replace: '→ at',
    operations: ['as_of_knn'],
  },
  {
    fault: 'the document calls a member of a result otherwise',
    pointer: schema('DriftResult', 'properties', 'mean_shift'),
    replace: '→ shift_of_means',
    operations: ['detect_drift'],
  },
  {
    fault: 'the document retypes a member of a result',
    pointer: schema('TrajectoryComparison', 'properties', 'distance'),
    replace: '{"type":"string"}',
    operations: ['compare_trajectories'],
  },
  {
    fault: 'the document has a body of another media type',
    pointer: at('/v1/trajectories/cluster', 'post', 'requestBody', 'content', 'application/json'),
    replace: '→ application/x-www-form-urlencoded',
    operations: ['cluster_trajectories'],
  },
  {
    fault: 'the document no longer declares the result',
    pointer: at('/v1/snapshots', 'get', 'responses', '200', 'content'),
    replace: '',
    operations: ['list_snapshots'],
  },
  {
    fault: 'the document knows of no pages',
    pointer: at('/v1/entities', 'get', 'x-pagination'),
    replace: '',
    operations: ['list_entities'],
  },
  {
    fault: 'the document asks for no key of idempotency',
    pointer: at('/v1/storage/retention', 'post', 'parameters', '0'),
    replace: '',
    operations: ['apply_retention'],
  },
  {
    fault: 'the document lets nothing be sent twice',
    pointer: at('/v1/search/temporal-knn', 'post', 'x-safe'),
    replace: '',
    operations: ['temporal_knn'],
  },
  {
    fault: 'the document lets a feed end',
    pointer: at('/v1/changes/stream', 'get', 'x-stream'),
    replace: '{}',
    operations: ['stream_changes'],
  },
  {
    fault: 'the document wants no credentials',
    pointer: at('/v1/nodes', 'get', 'security'),
    replace: '[]',
    operations: ['list_nodes'],
  },
];
