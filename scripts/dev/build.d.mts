/** Builds the site into dist/ where a source has changed. @returns whether it had to be built */
export function buildWhereStale(): Promise<boolean>;
