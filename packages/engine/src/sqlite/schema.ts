/**
 * Sequences count per tenant, so that their gaps say nothing of another's traffic; the counters on `tenants` let a
 * status be read without a scan, and `clock` is the record time of the tenant's last write. `tracks` has one row per entity
 * and vector length, with the key row that the next observation is encoded against. An observation's `radius` is its distance
 * from its key. The scan index leads a search to the rows that sqlite-vec can compare in place.
 *
 * What is deleted moves to `past`, so that the rows searched every day are the living ones only: there a vector is whole, for its
 * key may be gone, and the entity goes by its name. `entity_versions` has what an entity was since when; `gone` ends it.
 */
export const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE tenants (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  sequence INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  entities INTEGER NOT NULL DEFAULT 0,
  observations INTEGER NOT NULL DEFAULT 0,
  compressed INTEGER NOT NULL DEFAULT 0,
  vector_bytes INTEGER NOT NULL DEFAULT 0,
  clock INTEGER NOT NULL DEFAULT 0,
  past INTEGER NOT NULL DEFAULT 0,
  past_from INTEGER
) STRICT;

CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  display_name TEXT,
  metadata TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (tenant, name)
) STRICT;
CREATE INDEX entities_by_type ON entities (tenant, type, name);

CREATE TABLE tracks (
  entity INTEGER NOT NULL,
  dimensions INTEGER NOT NULL,
  observations INTEGER NOT NULL,
  first_observed INTEGER NOT NULL,
  last_observed INTEGER NOT NULL,
  key INTEGER NOT NULL,
  key_uses INTEGER NOT NULL,
  PRIMARY KEY (entity, dimensions)
) STRICT, WITHOUT ROWID;

CREATE TABLE observations (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  dimensions INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  time INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  key INTEGER,
  radius REAL,
  metadata TEXT,
  payload BLOB
) STRICT;
CREATE INDEX observations_to_scan ON observations (tenant, dimensions, encoding, time);
CREATE INDEX observations_of_entity ON observations (entity, dimensions, time, sequence);

CREATE TABLE past (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  entity TEXT NOT NULL,
  dimensions INTEGER NOT NULL,
  time INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  metadata TEXT,
  payload BLOB NOT NULL
) STRICT;
CREATE INDEX past_by_deletion ON past (tenant, deleted, dimensions);
CREATE INDEX past_by_sequence ON past (tenant, sequence);

CREATE TABLE entity_versions (
  tenant INTEGER NOT NULL,
  name TEXT NOT NULL,
  since INTEGER NOT NULL,
  type TEXT NOT NULL,
  display_name TEXT,
  metadata TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, name, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  tenant INTEGER NOT NULL,
  id TEXT NOT NULL,
  label TEXT,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  entities INTEGER NOT NULL,
  observations INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  tenant INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  change TEXT NOT NULL,
  at INTEGER NOT NULL,
  observed_at INTEGER,
  dimensions INTEGER,
  PRIMARY KEY (tenant, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  tenant INTEGER NOT NULL,
  operation TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, operation, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_age ON receipts (at);

`;

/** What `user_version` says of a database with this schema. */
export const SCHEMA_VERSION = 2;
