import type { Insertion } from './edited-server.ts';

const OPERATION: Insertion = {
  file: 'src/routes/entities.ts',
  before: 'export const entities: Category',
  text: `
const countSightings = operation({
  operationId: 'count_sightings',
  method: 'GET',
  path: '/v1/entities/{entity_id}/sightings',
  capability: 'catalog',
  summary: 'Count the sightings of an entity',
  description: 'Every sighting counts once.',
  errors: [404],
  params: EntityPath,
  success: {
    description: 'The count.',
    schema: Type.Object({ sightings: Type.Integer({ description: 'How often it was sighted.', minimum: 0 }) }),
  },
  async handle() {
    return { sightings: 0 };
  },
});

`,
};
const REGISTERED: Insertion = { file: OPERATION.file, before: 'listEntities, getEntity', text: 'countSightings, ' };
const FIELD: Insertion = {
  file: 'src/schemas/entities.ts',
  before: "      created_at: Timestamp('When the server first saw",
  text: "      squawk_code: Type.Optional(Type.String({ description: 'What it squawks to radar.', maxLength: 16 })),\n",
};

/** One operation and one field, as somebody would add them to the server's routes; nothing else is edited. */
export const ONE_MORE: readonly Insertion[] = [OPERATION, REGISTERED, FIELD];
