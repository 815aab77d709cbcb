/** The worker that reads tables: the parser behind Comlink. */
import { expose, transfer } from 'comlink';
import { previewTable } from '../src/interop/csv';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import type { TableApi } from './table';

keepToOwnOrigin(self);

const api: TableApi = {
  async read(bytes, choice) {
    const parsed = previewTable(bytes, choice);
    return transfer(parsed, [parsed.points.buffer as ArrayBuffer]);
  },
};

expose(api);
