/** A figure: a PNG that holds its link and configuration, and opens again with nothing but valid settings. */
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../../src/config/address';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { type Figure, readFigure, TEXT_WITHIN, writeFigure } from '../../../src/interop/figureFile';
import { imageDimensions } from '../../../src/interop/imageDimensions';
import { readTexts, withTexts } from '../../../src/interop/pngText';

const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const config: RunConfig = { ...DEFAULT_CONFIG, dataset: 'text', schedule: 'linear', T: 50, text: 'é “x”' };
const address = { view: 'compare', config, a: { schedule: 'linear' }, b: { schedule: 'cosine' } } as const;
const search = formatAddress(address);
const figure: Figure = {
  link: `https://lab.example/folder/${search}`,
  search,
  config,
  position: 0.25,
  caption: 'Two moons · ε',
  appVersion: '1.2.3',
};

/** Type, data and checksum of every chunk, read by the layout of the specification alone. */
function chunksOf(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const chunks: { type: string; data: Buffer; isSound: boolean }[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const data = bytes.subarray(at + 8, at + 8 + length);
    const sum = bytes.readUInt32BE(at + 8 + length);
    const isSound = crc32(bytes.subarray(at + 4, at + 8 + length)) === sum;
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data, isSound });
    at += 12 + length;
  }
  return chunks;
}

/** A figure whose own text is another one. */
const withJson = (json: string) => withTexts(PNG, { 'ddpm-lab': json });

describe('a figure', () => {
  test('sets again what it was saved of', () => {
    const read = readFigure(writeFigure(PNG, figure));
    expect(read).toEqual({ view: 'compare', dataset: 'text', search: expect.any(String) });
    const again = parseAddress(read!.search);
    expect(again).toEqual(parseAddress(search));
    expect([again.config.text, again.a?.schedule, again.b?.schedule]).toEqual(['é “x”', 'linear', 'cosine']);
  });

  test('is the same picture: sound chunks, texts before the image data, all others as they were', () => {
    const chunks = chunksOf(writeFigure(PNG, figure));
    expect(chunks.every(({ isSound }) => isSound)).toBe(true);
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'iTXt', 'iTXt', 'iTXt', 'IDAT', 'IEND']);
    const others = chunks.filter(({ type }) => type !== 'iTXt').map(({ data }) => data);
    expect(others).toEqual(chunksOf(PNG).map(({ data }) => data));
    expect(imageDimensions(writeFigure(PNG, figure))).toMatchObject({ width: 1, height: 1 });
  });

  test('says in words of its own where it comes from', () => {
    const texts = readTexts(writeFigure(PNG, figure));
    expect(texts.get('Source')).toBe(figure.link);
    expect(texts.get('Title')).toBe('Two moons · ε');
    expect(texts.get('Software')).toBe('DDPM Lab 1.2.3');
    expect(JSON.parse(texts.get('ddpm-lab')!)).toMatchObject({ config: { T: 50 }, position: 0.25 });
  });

  test('is read from the beginning of the file, however large the picture is', () => {
    const long = new Uint8Array(TEXT_WITHIN * 2);
    long.set(writeFigure(PNG, figure).subarray(0, -37));
    expect(readFigure(long.subarray(0, TEXT_WITHIN))).not.toBeNull();
  });
});

test('other pictures and other files are no figures', () => {
  expect(readFigure(PNG)).toBeNull();
  expect(readFigure(new Uint8Array(0))).toBeNull();
  expect(readFigure(withTexts(PNG, { Title: 'ddpm-lab' }))).toBeNull();
});

describe('what a stranger may have written', () => {
  test('starts nothing, hides nothing, and reaches no prototype', () => {
    const hostile = '?dataset=moons&autostart=1&hide=tabs&embed=1&lesson=pair&__proto__=x&constructor=y&x=1';
    const read = readFigure(withJson(JSON.stringify({ format: 1, search: hostile })));
    expect(read?.search).toBe('?dataset=moons&x=1');
    expect(readFigure(withJson('{"format":1,"search":"?","__proto__":{"view":"x"}}'))?.view).toBe('train');
  });

  test.each([
    ['another format', { format: 2, search: '?' }, 'format'],
    ['no address', { format: 1 }, 'search'],
    ['an address that is no text', { format: 1, search: ['?'] }, 'search'],
    ['an endless address', { format: 1, search: `?x=${'y'.repeat(20_000)}` }, 'search'],
    ['an unknown data set', { format: 1, search: '?dataset=secrets' }, 'dataset'],
    ['a value out of range', { format: 1, search: '?T=1e99' }, 'T'],
  ])('%s is refused by name', (_, content, field) => {
    expect(() => readFigure(withJson(JSON.stringify(content)))).toThrow(`ddpm-lab: ${field}: found`);
  });

  test('a changed byte, a text that is cut off and one that is too long are refused', () => {
    const whole = writeFigure(PNG, figure);
    const changed = whole.slice();
    changed[200] ^= 1;
    expect(() => readFigure(changed)).toThrow('another checksum');
    expect(() => readFigure(whole.subarray(0, 200))).toThrow('fewer bytes than its length says');
    const long = withJson('x'.repeat(70_000));
    expect(() => readFigure(long)).toThrow('at most 65,536');
  });
});
