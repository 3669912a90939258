/** How much metadata one entity or observation may have. */
export const metadataLimits = { keys: 64, bytes: 16_384 } as const;
