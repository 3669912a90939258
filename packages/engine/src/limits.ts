/** How much metadata one entity or observation may have. */
export const metadataLimits = { keys: 64, bytes: 16_384 } as const;

/** How many snapshots a tenant has at once. */
export const SNAPSHOTS_KEPT = 100;
