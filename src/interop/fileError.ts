/**
 * A file error is the one way in which a file that cannot be read is refused. Its diagnostic names the field, what the file has
 * there and what is expected, and says what the user can do.
 */
import type { Diagnostic } from '../lib/diagnostic';
import * as words from '../words/files/fault';

/** The parts of a file error's diagnostic, as a reader of files states them. */
export interface FileProblem {
  /** True where other columns of a table may have no problem. */
  readonly ofColumn?: boolean;
  /** Where in the file: `header length`, `unet/config.json: act_fn`, `line 12`. */
  readonly field: string;
  /** The content of the file there, e.g. `9 000 000 bytes`; pass the file's own words through {@link quote}. */
  readonly found: string;
  readonly expected: string;
  /** The user's remedy, as an imperative without a full stop. */
  readonly hint: string;
}

/** `message` is the diagnostic's message and its hint, since an error that leaves a worker keeps its name and message alone. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code = 'bad-file';
  readonly field: string;
  readonly ofColumn: boolean;
  readonly diagnostic: Diagnostic;

  constructor({ field, found, expected, hint, ofColumn = false }: FileProblem) {
    const diagnostic = { message: words.fileError(field, found, expected), hint: `${hint}.` };
    super(`${diagnostic.message} ${diagnostic.hint}`);
    this.field = field;
    this.ofColumn = ofColumn;
    this.diagnostic = diagnostic;
  }
}

const MAX_QUOTE = 60;

/** A value from a file as it may appear in a message: in quotation marks, on one line, at most 60 characters; a missing one is "nothing". */
export function quote(value: unknown): string {
  if (value === undefined) return words.nothing;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (Array.isArray(value)) {
    const few = value
      .slice(0, 6)
      .map((item) => (typeof item === 'object' && item !== null ? '…' : quote(item)));
    return clip(`[${few.join(', ')}${value.length > few.length ? ', …' : ''}]`);
  }
  return typeof value === 'object' ? words.anObject : words.aValueOf(typeof value);
}

function clip(text: string): string {
  return text.length <= MAX_QUOTE ? text : `${text.slice(0, MAX_QUOTE - 1)}…`;
}
