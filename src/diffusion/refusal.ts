/**
 * A refusal is what the program says instead of computing something that does not exist: the reason, with the numbers in
 * it, and a way out.
 */
export interface Refusal {
  /** One sentence: what is impossible and why. */
  readonly reason: string;
  /** One sentence: what to do instead. */
  readonly wayOut: string;
}

/** Thrown where a refused combination is asked for all the same; `message` is the reason and the way out. */
export class RefusedError extends Error implements Refusal {
  override readonly name: string = 'RefusedError';
  readonly reason: string;
  readonly wayOut: string;

  constructor({ reason, wayOut }: Refusal) {
    super(`${reason} ${wayOut}`);
    this.reason = reason;
    this.wayOut = wayOut;
  }
}
