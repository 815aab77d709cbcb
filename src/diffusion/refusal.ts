/** A refusal is the diagnostic of a combination that does not exist: the program gives it instead of a result. */
import type { Diagnostic } from '../lib/diagnostic';

export type Refusal = Diagnostic;

/** Thrown where a refused combination is computed all the same; `message` is the refusal's message and its hint. */
export class RefusedError extends Error {
  override readonly name: string = 'RefusedError';
  readonly diagnostic: Refusal;

  constructor(diagnostic: Refusal) {
    super(`${diagnostic.message} ${diagnostic.hint}`);
    this.diagnostic = diagnostic;
  }
}
