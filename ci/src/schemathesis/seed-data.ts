const ENTITIES = ['vehicle-001', 'vehicle-002', 'sensor-1'];
const OBSERVATIONS = 24;
const DIMENSIONS = 6;
const HOUR = 3_600_000;

/** Data of the names that the hooks ask for, in the year of the document's examples and in the last hours. */
export async function seedData(url: string, key: string): Promise<void> {
  const starts = [Date.UTC(2025, 5, 1), Date.now() - OBSERVATIONS * HOUR];
  const observations = ENTITIES.flatMap((entity_id, entity) =>
    starts.flatMap((start) =>
      Array.from({ length: OBSERVATIONS }, (_, i) => ({
        entity_id,
        entity_type: 'TRACKED_OBJECT',
        vector: Array.from({ length: DIMENSIONS }, (_, axis) => Math.sin(i * (axis + 1) + entity)),
        timestamp: new Date(start + i * HOUR).toISOString(),
      })),
    ),
  );
  const response = await fetch(`${url}/v1/vectors/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ observations }),
  });
  if (!response.ok) throw new Error(`the data was not stored: ${await response.text()}`);
}
