/** The messages to the worker that reads and writes archives of runs: it has its own connection to the library. */
import type { Archiver, ExportedFile, ImportReport } from '../src/state/library/archive';

type Progress = Parameters<Archiver['exportRuns']>[1]['onProgress'];

export interface ArchiveApi {
  /** @throws an error whose message is for the user */
  exportRuns(ids: readonly string[], onProgress: Progress): Promise<ExportedFile>;
  /** @throws an error whose message is for the user */
  importRuns(file: Blob, onProgress: Progress): Promise<ImportReport>;
}
