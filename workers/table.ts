/** The messages to the worker that reads tables: a file of a hundred megabytes takes seconds, for which the page must not block. */
import type { ParsedPoints, TableChoice } from '../src/interop/csv';

export interface TableApi {
  /** @throws an error whose message says what is wrong with the file, for the user */
  read(bytes: Uint8Array, choice?: TableChoice): Promise<ParsedPoints>;
}
