import { Type } from 'typebox';
import { type Category, operation } from '../operation.ts';
import { EntityPath, EntityType } from '../schemas/common.ts';
import { described } from '../schemas/component.ts';
import { DeleteResult, Entity, EntityPage, EntityUpdate } from '../schemas/entities.ts';
import { EntityTypePage } from '../schemas/history.ts';
import { pageQuery, paginated, toPage } from '../schemas/paging.ts';
import { toEntity, toPatch } from '../wire.ts';
import { countVectors, getHistory } from './history.ts';

const listEntityTypes = operation({
  operationId: 'list_entity_types',
  method: 'GET',
  path: '/v1/entity-types',
  capability: 'catalog',
  summary: 'List the types of entities, page by page',
  description:
    'The types that entities now have, in order of name, with how many entities and observations each has. ' +
    'A cursor belongs to the tenant it was made for; any other answers 400 `invalid_cursor`.',
  extensions: paginated('entity_types'),
  query: Type.Object(pageQuery('Types')),
  success: { description: 'One page.', schema: EntityTypePage },
  async handle({ query }, { store, tenant }) {
    const { types, nextCursor } = await store.entityTypes(tenant, toPage(query));
    return {
      entity_types: types.map(({ entityType, ...counts }) => ({ entity_type: entityType, ...counts })),
      next_cursor: nextCursor,
    };
  },
});

const listEntities = operation({
  operationId: 'list_entities',
  method: 'GET',
  path: '/v1/entities',
  capability: 'catalog',
  summary: 'List entities, page by page',
  description:
    'The entities in order of their ids. A page starts after the last entity of the one before, so entities that come or go while paging neither repeat ' +
    'nor hide others. A cursor belongs to the tenant and the filter it was made for; any other answers 400 `invalid_cursor`.',
  extensions: paginated('entities'),
  query: Type.Object({
    entity_type: Type.Optional(
      described(EntityType, { description: 'Only entities of this type.', examples: ['TRACKED_OBJECT'] }),
    ),
    ...pageQuery('Entities'),
  }),
  success: { description: 'One page.', schema: EntityPage },
  async handle({ query }, { store, tenant }) {
    const { entities, nextCursor } = await store.entities(tenant, {
      ...toPage(query),
      ...(query.entity_type !== undefined && { entityType: query.entity_type }),
    });
    return { entities: entities.map(toEntity), next_cursor: nextCursor };
  },
});

const getEntity = operation({
  operationId: 'get_entity',
  method: 'GET',
  path: '/v1/entities/{entity_id}',
  capability: 'catalog',
  summary: 'Get one entity',
  description:
    'What is known of an entity, without its observations. One never seen, or deleted, answers 404 `entity_not_found`.',
  errors: [404],
  params: EntityPath,
  success: { description: 'The entity.', schema: Entity },
  async handle({ path }, { store, tenant }) {
    return toEntity(await store.entity(tenant, path.entity_id));
  },
});

const updateEntity = operation({
  operationId: 'update_entity',
  method: 'PATCH',
  path: '/v1/entities/{entity_id}',
  capability: 'metadata',
  summary: 'Change what is known of an entity',
  description:
    'A JSON merge patch (RFC 7396): a member that is absent stays as it is, one that is null is removed, any other replaces. ' +
    'Observations are not touched. The same patch twice changes nothing more. An entity never seen answers 404 `entity_not_found`.',
  errors: [404],
  idempotencyKey: true,
  extensions: { 'x-idempotent': true },
  params: EntityPath,
  body: { schema: EntityUpdate, contentType: 'application/merge-patch+json' },
  success: { description: 'The entity as it now is.', schema: Entity },
  async handle({ path, body }, { store, tenant, receipt }) {
    return toEntity(await store.updateEntity(tenant, path.entity_id, toPatch(body), receipt(toEntity)));
  },
});

const deleteEntity = operation({
  operationId: 'delete_entity',
  method: 'DELETE',
  path: '/v1/entities/{entity_id}',
  capability: 'lifecycle',
  summary: 'Delete an entity and all its observations',
  description:
    'Deletes an entity with everything observed of it. Nothing finds it any more, except that `as_of_knn` and snapshots reach it until `compact` drops it. ' +
    'Deleting it again answers 404 `entity_not_found` and changes nothing more.',
  errors: [404],
  idempotencyKey: true,
  extensions: { 'x-idempotent': true },
  params: EntityPath,
  success: { description: 'The entity is gone.', schema: DeleteResult },
  async handle({ path }, { store, tenant, receipt }) {
    const toResult = (deleted: number) => ({ entity_id: path.entity_id, observations_deleted: deleted });
    return toResult(await store.deleteEntity(tenant, path.entity_id, receipt(toResult)));
  },
});

export const entities: Category = {
  tag: 'entities',
  description: 'The things that are observed.',
  operations: [listEntityTypes, listEntities, getEntity, updateEntity, getHistory, countVectors, deleteEntity],
};
