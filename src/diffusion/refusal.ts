/**
 * A refusal is what the program says instead of computing something that does not exist: the reason, with the numbers in
 * it, and a way out.
 */
export interface Refusal {
  /** One sentence: what is impossible and why. */
  readonly reason: string;
  /** One sentence: what to do instead. */
  readonly wayOut: string;
  /** Where the way out is other values of fields: these. */
  readonly mend?: Readonly<Record<string, number | string | boolean>>;
}

/** Thrown where a refused combination is asked for all the same; `message` is the reason and the way out. */
export class RefusedError extends Error implements Refusal {
  override readonly name: string = 'RefusedError';
  readonly reason: string;
  readonly wayOut: string;
  readonly mend: Refusal['mend'];

  constructor({ reason, wayOut, mend }: Refusal) {
    super(`${reason} ${wayOut}`);
    this.reason = reason;
    this.wayOut = wayOut;
    this.mend = mend;
  }
}
