interface FaultRow {
  readonly fault: string;
  readonly promise: string;
  /** The file of the test, and a part of its name. */
  readonly test: readonly [string, string];
  readonly measured: string | null;
}
export const FAULTS: readonly { readonly subject: string; readonly rows: readonly FaultRow[] }[];
/** The text of docs/faults.md. */
export function faultsDocument(): string;
