/** Of several choices of files, the newest is previewed, whichever is read first; a table from which nothing can be learned is refused. */
import { signal } from '@preact/signals';
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DataSourceError } from '../../../datasets';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { ParsedPoints } from '../../../src/interop/csv';
import type { ImageReader } from '../../../src/interop/images/reader';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import { openFiles, useTable } from '../../../src/ui/files/openFiles';
import type { Lab } from '../../../src/ui/shell/lab';

/** A lab whose tables and images are read when the test says so. */
function createScene() {
  const tables: ((table: ParsedPoints) => void)[] = [];
  const readers: ((reader: ImageReader) => void)[] = [];
  const lab = {
    settings: createSettings(DEFAULT_CONFIG),
    notices: createNotices(),
    preview: signal<Lab['preview']['value']>(null),
    readTable: () => new Promise<ParsedPoints>((resolve) => tables.push(resolve)),
    openImages: () => new Promise<ImageReader>((resolve) => readers.push(resolve)),
  } as unknown as Lab;
  const choose = (path: string) => openFiles(lab, [{ path, file: new Blob(['1,2']) }], 'data');
  return { lab, tables, readers, choose };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const tableOf = (...points: number[]) =>
  ({ points: Float32Array.from(points), offset: [0, 0], notices: [] }) as unknown as ParsedPoints;

describe('of two choices of files', () => {
  test('the newer table is previewed, also where it is read first', async () => {
    const { lab, tables, choose } = createScene();
    const both = [choose('slow.csv'), choose('quick.csv')];
    await turn();
    tables[1](tableOf(0, 0, 1, 1));
    await turn();
    tables[0](tableOf(2, 2, 3, 3));
    await Promise.all(both);
    expect(lab.preview.value?.name).toBe('quick.csv');
  });

  test('images that come too late are closed', async () => {
    const { lab, tables, readers, choose } = createScene();
    const both = [choose('many.zip'), choose('one.csv')];
    await turn();
    tables[0](tableOf(0, 0, 1, 1));
    let closed = false;
    readers[0]({ close: () => (closed = true) } as unknown as ImageReader);
    await Promise.all(both);
    expect([lab.preview.value?.name, closed]).toEqual(['one.csv', true]);
  });
});

test('a folder with pickles among its images is no model, one with a configuration is', async () => {
  const { lab, readers } = createScene();
  const opened: string[] = [];
  Object.assign(lab, {
    sampleCommands: signal({ openModel: async () => opened.push('a model') }),
  });
  const choose = (...paths: string[]) =>
    openFiles(
      lab,
      paths.map((path) => ({ path, file: new Blob(['1']) })),
      'either',
    );
  const images = choose('cifar/data_batch_1.bin', 'cifar/0.png');
  await turn();
  readers[0]({ close: () => {} } as unknown as ImageReader);
  await images;
  expect([lab.preview.value?.name, ...opened]).toEqual(['cifar']);
  await choose('model/unet/config.json', 'model/unet/diffusion_pytorch_model.bin');
  expect(opened).toEqual(['a model']);
});

test('a model among the data is told apart from them', async () => {
  const { lab, choose } = createScene();
  await choose('unet.safetensors');
  const [notice] = lab.notices.list.value;
  expect(notice.hint).toMatch(/found a model; expected a table or images.*"Open model"/);
});

test('a gzipped table is unpacked before it is read', async () => {
  const { lab, tables } = createScene();
  const read: string[] = [];
  const { readTable } = lab;
  Object.assign(lab, {
    readTable: (bytes: Uint8Array) => {
      read.push(new TextDecoder().decode(bytes));
      return readTable(bytes);
    },
  });
  const file = new Blob([gzipSync(new TextEncoder().encode('1,2\n3,4')) as BlobPart]);
  const opening = openFiles(lab, [{ path: 'own.csv.gz', file }], 'data');
  await expect.poll(() => read).toEqual(['1,2\n3,4']);
  tables[0](tableOf(1, 2, 3, 4));
  await opening;
  expect(lab.preview.value?.name).toBe('own.csv.gz');
});

test('columns from which nothing can be learned change no settings', () => {
  const { lab } = createScene();
  const before = lab.settings.config.value;
  expect(() => useTable(lab, tableOf(1, 2), 'one.csv')).toThrow(DataSourceError);
  expect([lab.settings.config.value, lab.settings.source.value]).toEqual([before, undefined]);
});
