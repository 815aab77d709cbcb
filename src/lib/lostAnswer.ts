/** A lost answer is one that cannot come any more, because its worker has ended or its GPU is lost. The question can be asked again. */

export class LostAnswerError extends Error {
  override readonly name = 'LostAnswerError';
}

/** By name: an error that crosses from a worker to the page keeps its name, not its class. */
export const isLostAnswer = (error: unknown): boolean =>
  error instanceof Error && error.name === 'LostAnswerError';
