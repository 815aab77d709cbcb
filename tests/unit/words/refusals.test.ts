/**
 * What a file is refused with is said in the page's language: the same readers with either dictionary, over files with every fault that
 * they name and over random damage.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { describe, expect, test } from 'vitest';
import { dictionary } from '../../../scripts/site/languages';
import { FIELDS, type Field } from '../../../src/config/fields';
import * as english from '../interop/damagedModels';
import { randomDamage } from '../interop/mutations';
import { ENGLISH, figuresOf, GERMAN } from './figuresOf';

const { module: german } = await runnerImport<typeof english>(
  fileURLToPath(new URL('../interop/damagedModels.ts', import.meta.url)),
  { plugins: [dictionary('de')], logLevel: 'error' },
);

/** @returns the sentences for the user; null where a file is read without any */
async function saidOf(read: () => unknown): Promise<string | null> {
  try {
    const said = await read();
    return typeof said === 'string' && said !== '' ? said : null;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'FileError') throw error;
    return error.message;
  }
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const unquoted = (text: string) => text.replaceAll(QUOTED, '…');
const quotedIn = (text: string) => (text.match(QUOTED) ?? []).sort();
/** Words alone: no part of a path, of a key or of code. */
const WORD = /(?<![\w/=_+^]|\w[.-])\p{L}{2,}(?![\w/=_(]|[.-]\w)/gu;
const wordsIn = (text: string) => new Set(unquoted(text).match(WORD) ?? []);

/** What both languages have: names of formats and programs, keys and values of files, and a preposition. */
const EQUAL: readonly RegExp[] = [
  /^(ZIP|CRC|PK|MiB|GB|NUMPY|NumPy|IDX|PNG|JPEG|WebP|IHDR|FF|VP|UTF|JSON|SHA|CSV|BOOL|DDPM|DiT|Unicode)$/,
  /^(npy|npz|safetensors|diffusers|ddpm-lab|true|false|null|True|False|NaN|Infinity|PyTorch|Python)$/,
  /^(descr|shape|dtype|dropout|depth|format|search|step|times|frames|config|kind|gzip|id|weights)$/,
  /\p{Ll}\p{Lu}/u, // keys that are put together: createdAt
  /^in$/,
];

/** Names of settings, and the values among which they choose. */
const SETTINGS: ReadonlySet<string> = new Set(
  Object.entries<Field>(FIELDS).flatMap(([name, field]) => [
    name,
    ...('values' in field ? field.values : []),
  ]),
);

const isEqual = (word: string) => SETTINGS.has(word) || EQUAL.some((each) => each.test(word));

function expectTranslation(said: string, translated: string): void {
  const before = wordsIn(said);
  const left = [...wordsIn(translated)].filter((word) => before.has(word) && !isEqual(word));
  expect(left, `${said}\n${translated}`).toEqual([]);
  expect(quotedIn(translated)).toEqual(quotedIn(said));
  expect(figuresOf(unquoted(translated), GERMAN)).toEqual(figuresOf(unquoted(said), ENGLISH));
}

const translations = new Map(german.DAMAGED);

describe('a file that is wrong in one place', () => {
  test.each(english.DAMAGED)('%s', async (name, read) => {
    const sentences = await saidOf(read);
    const translated = await saidOf(translations.get(name)!);
    if (sentences === null)
      expect(name).toMatch(/\.(zip|csv|tsv|txt)$/); // one of the cases, of which nothing is said
    else expectTranslation(sentences, translated!);
    if (/^Im|: /.test(name)) expect(translated).toMatch(/^.+: gefunden: .+; erwartet: .+\. .+\.$/s);
  });
});

const MUTATIONS = 60;

describe.each(Object.keys(english.READERS))('%s', (name) => {
  test(`of ${MUTATIONS} damaged files each is refused in both languages or in none`, async () => {
    const random = randomDamage(`${name} in two languages`);
    const [one, other] = [english, german].map(({ READERS }) => READERS[name]);
    for (let i = 0; i < MUTATIONS; i++) {
      const bytes = random(one.whole);
      const refusal = async (read: (bytes: Uint8Array) => unknown) =>
        saidOf(async () => void (await read(bytes.slice())));
      const [sentences, translated] = [await refusal(one.read), await refusal(other.read)];
      if (sentences === null) expect(translated).toBeNull();
      else expectTranslation(sentences, translated!);
    }
  });
});

/** The dictionaries of the readers alone; what else the page says of files has its own tests. */
const dictionaries = import.meta.glob<Readonly<Record<string, unknown>>>(
  '../../../src/words/de/files/{archive,numpy,pictures,recording,schema,weights,zip}.ts',
  { eager: true },
);

/** In the place of a value of any type. */
const GAP = '⟦⟧';
const ANY = Object.assign(new String(GAP), { join: () => GAP });

/** A phrase of fewer letters is searched where a sentence has it alone: "keine" is part of many. */
const LONG = 12;

/** A sentence with gaps where its values and figures stand. */
function formOf(entry: unknown): RegExp {
  const text = typeof entry === 'function' ? String(entry(ANY, ANY, ANY, ANY)) : String(entry);
  const parts = text
    .split(/⟦⟧|NaN|\d[\d.,]*\d/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const form = parts.join('.*');
  const isShort = text.replaceAll(/[^\p{L}]/gu, '').length < LONG;
  return new RegExp(isShort ? `(?:^|: |, )${form}(?=[;.:,]|$)` : form);
}

test('every sentence of the readers is said of a file above', async () => {
  const said = (await Promise.all(german.DAMAGED.map(([, read]) => saidOf(read)))).filter(
    (text) => text !== null,
  );
  const entries = Object.entries(dictionaries).flatMap(([path, dictionary]) =>
    Object.entries(dictionary).map(([name, entry]) => ({
      name: `${path.replace(/^.*\//, '')}: ${name}`,
      entry,
    })),
  );
  expect(entries.length).toBeGreaterThan(100);
  const unsaid = entries.filter(({ entry }) => !said.some((text) => formOf(entry).test(text)));
  expect(unsaid.map(({ name }) => name)).toEqual([]);
});
