/** What docs/lessons.md lists of a link is what the page reads. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HIDEABLE } from '../../../src/config/hiding';
import { LAYER_IDS } from '../../../src/config/pageParameters';

const document = readFileSync('docs/lessons.md', 'utf8');
const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

test('a link of a lesson can name every layer and every part that can be hidden', () => {
  const [, layers] = document.match(/shows those layers of the stage: (.*)/)!;
  expect(codes(layers)).toEqual(LAYER_IDS);
  const [, parts] = document.match(/\| part \| what it is \|\n(.*?)\n\n/s)!;
  expect(codes(parts)).toEqual(HIDEABLE);
});
