interface Figures {
  /** The figures of the numbers of `npm test`, and of the larger ones. */
  readonly few?: Readonly<Record<string, unknown>>;
  readonly many?: Readonly<Record<string, unknown>>;
}
/** The entries of docs/faults.json. */
export const FIGURES: Readonly<Record<string, Figures>>;
/** The text of docs/faults.md. */
export function faultsDocument(): string;
