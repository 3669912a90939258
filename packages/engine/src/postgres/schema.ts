/**
 * Every table has the tenant first in its key, so that one tenant's rows lie together and a cluster can be cut by tenant.
 * Entities go by their names, compared by code point (`COLLATE "C"`). The row in `tenants` is what a tenant's writers take turns
 * by: it is locked first and holds the counters, the sequence and the record time of the last write.
 *
 * `observations` is partitioned by time; its primary key leads to an entity's track, the other index to a window of one vector
 * length. A vector has no fixed dimension in the table: rows of all lengths lie side by side. What is deleted moves to `past`.
 */
export const SCHEMA = `
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE meta (name text PRIMARY KEY, value bytea NOT NULL);

CREATE TABLE tenants (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  sequence bigint NOT NULL DEFAULT 0,
  dropped bigint NOT NULL DEFAULT 0,
  entities bigint NOT NULL DEFAULT 0,
  observations bigint NOT NULL DEFAULT 0,
  numbers bigint NOT NULL DEFAULT 0,
  clock bigint NOT NULL DEFAULT 0,
  past bigint NOT NULL DEFAULT 0,
  past_from bigint
);

CREATE TABLE entities (
  tenant bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  display_name text,
  metadata text NOT NULL DEFAULT '{}',
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant, name)
);
CREATE INDEX entities_by_type ON entities (tenant, type, name);

CREATE TABLE tracks (
  tenant bigint NOT NULL,
  entity text COLLATE "C" NOT NULL,
  dimensions integer NOT NULL,
  observations bigint NOT NULL,
  first_observed bigint NOT NULL,
  last_observed bigint NOT NULL,
  PRIMARY KEY (tenant, entity, dimensions)
);

CREATE TABLE observations (
  tenant bigint NOT NULL,
  entity text COLLATE "C" NOT NULL,
  dimensions integer NOT NULL,
  time bigint NOT NULL,
  sequence bigint NOT NULL,
  recorded bigint NOT NULL,
  metadata text,
  vector vector NOT NULL,
  PRIMARY KEY (tenant, entity, dimensions, time, sequence)
) PARTITION BY RANGE (time);
CREATE INDEX observations_to_scan ON observations (tenant, dimensions, time);

CREATE TABLE past (
  tenant bigint NOT NULL,
  deleted bigint NOT NULL,
  sequence bigint NOT NULL,
  entity text COLLATE "C" NOT NULL,
  dimensions integer NOT NULL,
  time bigint NOT NULL,
  recorded bigint NOT NULL,
  metadata text,
  vector vector NOT NULL,
  PRIMARY KEY (tenant, deleted, sequence)
);
CREATE INDEX past_by_sequence ON past (tenant, sequence);

CREATE TABLE entity_versions (
  tenant bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  since bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  display_name text,
  metadata text NOT NULL,
  created_at bigint NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, name, since)
);

CREATE TABLE snapshots (
  tenant bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  label text,
  at bigint NOT NULL,
  expires_at bigint NOT NULL,
  entities bigint NOT NULL,
  observations bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE changes (
  tenant bigint NOT NULL,
  sequence bigint NOT NULL,
  entity text COLLATE "C" NOT NULL,
  entity_type text COLLATE "C" NOT NULL,
  change text NOT NULL,
  at bigint NOT NULL,
  observed_at bigint,
  dimensions integer,
  PRIMARY KEY (tenant, sequence)
);

CREATE TABLE receipts (
  tenant bigint NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  body text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant, operation, key)
);
CREATE INDEX receipts_by_age ON receipts (tenant, at);

CREATE TABLE nodes (
  id text PRIMARY KEY,
  version text NOT NULL,
  started_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  draining boolean NOT NULL,
  noted timestamptz NOT NULL
);
`;

/** What `meta` says of a database with this schema. */
export const SCHEMA_VERSION = 1;
