/** The English of the page: the field's terms, in one spelling each, and plain words around them. */
import { describe, expect, test } from 'vitest';
import { FILES } from '../architecture/importGraph';
import { sentencesOf } from './sentences';

const files = FILES.filter((file) => /^src\/words\/(?!de\/).*\.tsx?$/.test(file));
const said = files.flatMap((file) => sentencesOf(file).map((text) => ({ file, text })));

/** The term that Ho, Song, Karras, PyTorch and diffusers use, and what else it is called. */
const TERMS: Readonly<Record<string, RegExp>> = {
  'data set': /\bdata-sets?\b|\bdatasets?\b/, // “Dataset” is the label of the setting, as in PyTorch
  timestep: /\btime[- ]steps?\b/i,
  checkpoint: /\bcheck[- ]points?\b|\bsnapshots?\b/i,
  'learning rate': /\blearn(ing)?[- ](speed|step)\b|\blearn rate\b/i,
  loss: /\b(cost|error|objective) function\b/i,
  batch: /\bmini-?batch(es)?\b/i,
  'noise schedule': /\b(noising|diffusion|beta|variance) schedules?\b/i,
  'reverse process': /\b(backward|denoising|generative) process(es)?\b/i,
  'forward process': /\b(noising|corruption) process(es)?\b/i,
  'reverse step': /\b(backward|denoising) steps?\b/i,
  score: /\bscore (vector|gradient)s?\b/i,
  'probability-flow ODE': /\bprobability flow ODE\b/i,
  guidance: /\bguiding (strength|weight)\b/i,
  'U-Net': /\bU[ -]?net\b|\bUNet\b/,
  'Fokker–Planck': /\bFokker[- ]Planck\b/,
  'Euler–Maruyama': /\bEuler[- ]Maruyama\b/,
  'Brownian motion': /\bBrownian (movement|walk|path)s?\b/i,
};

/** Office words, and words of the household in the place of terms. */
const NOT_PLAIN =
  /\b(utili[sz]e[sd]?|leverag(e[sd]?|ing)|in order to|via|e\.g\.|i\.e\.|etc\.|facilitate[sd]?|please|simply|just click|guests?|mend(s|ed|ing)?|leftovers?|recipes?|grown-up|told apart)\b/i;

describe.each(Object.entries(TERMS))('"%s"', (term, other) => {
  test('is not called otherwise', () => {
    expect(said.filter(({ text }) => other.test(text))).toEqual([]);
    expect(other.test(term)).toBe(false);
  });
});

test('the page uses the terms', () => {
  const page = said
    .map(({ text }) => text)
    .join(' ')
    .toLowerCase();
  expect(Object.keys(TERMS).filter((term) => !page.includes(term.toLowerCase()))).toEqual([]);
});

test('the words around the terms are plain', () => {
  expect(said.filter(({ text }) => NOT_PLAIN.test(text))).toEqual([]);
});

test('no sentence is longer than 50 words', () => {
  const sentences = said.flatMap(({ file, text }) =>
    text.split(/(?<=[.?!:;])\s+/).map((sentence) => ({ file, sentence })),
  );
  const isLong = ({ sentence }: { sentence: string }) => sentence.split(/\s+/).length > 50;
  expect(sentences.filter(isLong)).toEqual([]);
});
