/** The worker that reads tables: the parser behind Comlink. */
import { expose, transfer } from 'comlink';
import { arrayTable, isArrayTable } from '../src/interop/arrayTable';
import { previewTable } from '../src/interop/csv';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import type { TableApi } from './table';

keepToOwnOrigin(self);

const api: TableApi = {
  async read(bytes, choice) {
    const array = (await isArrayTable(bytes)) ? await arrayTable(bytes) : null;
    const parsed = array
      ? previewTable(array.text, { header: array.header, decimal: '.', ...choice })
      : previewTable(bytes, choice);
    return transfer(parsed, [parsed.points.buffer as ArrayBuffer]);
  },
};

expose(api);
