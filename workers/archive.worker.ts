/** The worker that reads and writes archives of runs: ZIP, safetensors, digests and the library's database behind Comlink. */
import { expose } from 'comlink';
import { version } from '../package.json';
import { newId } from '../src/lib/newId';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import { exportRuns, importRuns } from '../src/state/library/archive';
import { openRuns } from '../src/storage/runs';
import type { ArchiveApi } from './archive';

keepToOwnOrigin(self);

const storage = openRuns({ writer: newId(), newId, appVersion: version });

const api: ArchiveApi = {
  async exportRuns(ids, onProgress) {
    const { zip, ...report } = await exportRuns(storage, ids, onProgress);
    return { ...report, zip: new Blob([zip as BlobPart], { type: 'application/zip' }) };
  },
  importRuns: async (file, onProgress) =>
    importRuns(storage, new Uint8Array(await file.arrayBuffer()), onProgress),
};

expose(api);
