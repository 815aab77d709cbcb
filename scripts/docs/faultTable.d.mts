interface FaultRow {
  readonly fault: string;
  readonly promise: string;
  /** The file of the test, and a part of its name. */
  readonly test: readonly [string, string];
  /** Entries of docs/faults.json. */
  readonly figures: readonly string[];
  /** The command of the larger number. */
  readonly many?: string;
}
export const FAULTS: readonly { readonly subject: string; readonly rows: readonly FaultRow[] }[];
