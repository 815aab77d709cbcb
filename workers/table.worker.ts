/** The reader of tables behind Comlink; nothing else. */
import { expose, transfer } from 'comlink';
import { parsePoints } from '../src/interop/csv';
import type { TableApi } from './table';

const api: TableApi = {
  async read(bytes) {
    const parsed = parsePoints(bytes);
    return transfer(parsed, [parsed.points.buffer as ArrayBuffer]);
  },
};

expose(api);
