/**
 * A file error is the one way in which a file that cannot be read is refused: it names the field, what stood there,
 * what was expected, and what the user can do.
 */
export interface FileProblem {
  /** Where in the file: `header length`, `unet/config.json: act_fn`, `line 12`. */
  field: string;
  /** What stood there, e.g. `9 000 000 bytes`; pass the file's own words through `shown`. */
  found: string;
  expected: string;
  /** What the user can do about it, as an imperative. */
  remedy: string;
}

export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code = 'bad-file';
  readonly field: string;
  readonly remedy: string;

  constructor(problem: FileProblem) {
    super(`${problem.field}: found ${problem.found}; expected ${problem.expected}. ${problem.remedy}.`);
    this.field = problem.field;
    this.remedy = problem.remedy;
  }
}

const LONGEST_SHOWN = 60;

/** A value from a file as it may appear in a message: quoted, on one line, at most 60 characters. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value == null) return String(value);
  if (typeof value === 'string') return JSON.stringify(clipped(value));
  if (Array.isArray(value)) {
    const few = value
      .slice(0, 6)
      .map((item) => (typeof item === 'object' && item !== null ? '…' : shown(item)));
    return clipped(`[${few.join(', ')}${value.length > few.length ? ', …' : ''}]`);
  }
  return `a ${typeof value}`;
}

function clipped(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN - 1)}…`;
}
