/** By part. */
export type Results = Readonly<Record<string, object>>;
/** @throws Error where a part is not measured */
export function withTables(text: string, results: Results): string;
export function performanceDocument(): string;
