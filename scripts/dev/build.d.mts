import type { InlineConfig } from 'vite';

/** Builds the site as visitors get it. @param config is added to the configuration of vite.config.ts */
export function buildSite(config?: InlineConfig): Promise<void>;
/** Builds the site into dist/ where a source has changed. @returns whether it had to be built */
export function buildWhereStale(): Promise<boolean>;
