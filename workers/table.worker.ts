/** The worker that reads tables: the parser behind Comlink. */
import { expose, transfer } from 'comlink';
import { previewArrays } from '../src/interop/arrayPreview';
import { isArrayTable } from '../src/interop/arrayTable';
import { previewTable } from '../src/interop/csv';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import type { TableApi } from './table';

keepToOwnOrigin(self);

const api: TableApi = {
  async read(bytes, choice) {
    const parsed = (await isArrayTable(bytes))
      ? await previewArrays(bytes, choice)
      : previewTable(bytes, choice);
    return transfer(parsed, [parsed.points.buffer as ArrayBuffer]);
  },
};

expose(api);
