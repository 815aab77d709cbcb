/**
 * A diagnostic is what the program says when something cannot be done or has failed: what happened, what to do about it, and where
 * one exists the change of settings that does it. It is the one form of refusals, failures, file errors and notices.
 */
export interface Diagnostic {
  /** One sentence: what is impossible or went wrong, with the numbers in it. */
  readonly message: string;
  /** One sentence: what to do instead. */
  readonly hint: string;
  /** Where the remedy is other values of configuration fields: these. */
  readonly fix?: Readonly<Record<string, number | string | boolean>>;
}

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
