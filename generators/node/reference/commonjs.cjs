// The same package from CommonJS: its errors and those of the ES modules recognise each other.
const assert = require('node:assert/strict');
const { EntityNotFoundError, VectorScaleClient, VsdbError } = require('@vectorscaledb/client');

async function main() {
  const esm = await import('@vectorscaledb/client');
  const client = new VectorScaleClient();
  await assert.rejects(client.getEntity({ entityId: 'nobody' }), (error) => {
    assert.ok(error instanceof EntityNotFoundError && error instanceof VsdbError);
    assert.ok(error instanceof esm.EntityNotFoundError && error instanceof esm.VsdbError);
    assert.ok(!(error instanceof esm.RateLimitError));
    return true;
  });
  process.stdout.write('CommonJS works, too\n');
}

void main();
