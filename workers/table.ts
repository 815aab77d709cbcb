/** What the page asks of the worker that reads tables: a file of a hundred megabytes takes seconds, which the page does not have. */
import type { ParsedPoints } from '../src/interop/csv';

export interface TableApi {
  /** @throws an error whose message says what is wrong with the file, for the user */
  read(bytes: Uint8Array): Promise<ParsedPoints>;
}
