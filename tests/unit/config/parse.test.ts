import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress, VIEWS } from '../../../src/config/address';
import {
  DEFAULT_CONFIG,
  FIELDS,
  type Field,
  type FieldName,
  type RunConfig,
  urlName,
} from '../../../src/config/fields';
import { parseRunConfig, problemSentence } from '../../../src/config/parse';

const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** Any value that a field accepts. */
function valid(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'number':
      return field.integer
        ? fc.integer({ min: field.min, max: field.max })
        : fc.double({ min: field.min, max: field.max, noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x));
    case 'choice':
      return fc.constantFrom(...field.values);
    case 'flag':
      return fc.boolean();
    case 'text':
      return fc.string({ maxLength: field.maxLength, unit: 'grapheme-ascii' });
    default:
      return field satisfies never;
  }
}

const anyConfig = fc.record(
  Object.fromEntries(FIELD_NAMES.map((name) => [name, valid(FIELDS[name])])),
) as unknown as fc.Arbitrary<RunConfig>;

describe('a run’s configuration', () => {
  test('has defaults that its own fields accept', () => {
    const { config, problems } = parseRunConfig(DEFAULT_CONFIG);
    expect(problems).toEqual([]);
    expect(config).toEqual(DEFAULT_CONFIG);
  });

  /** A configuration without the text and the drawing of data sets that it does not learn. */
  const asRead = (config: RunConfig): RunConfig => ({
    ...config,
    text: config.dataset === 'text' ? config.text : DEFAULT_CONFIG.text,
    drawing: config.dataset === 'drawn' ? config.drawing : DEFAULT_CONFIG.drawing,
  });

  test('is reproduced by its link, whatever it is', () => {
    fc.assert(
      fc.property(anyConfig, fc.constantFrom(...VIEWS), fc.boolean(), (config, view, autostart) => {
        const parsed = parseAddress(formatAddress({ view, autostart, config }));
        expect(parsed.problems).toEqual([]);
        expect(parsed.config).toEqual(asRead(config));
        expect(parsed.view).toBe(view);
        expect(parsed.autostart).toBe(autostart);
      }),
    );
  });

  test('is reproduced for both sides of a comparison', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, anyConfig, (config, a, b) => {
        const parsed = parseAddress(formatAddress({ view: 'compare', config, a, b }));
        expect(parsed.a ?? parsed.config).toEqual(a);
        expect(parsed.b ?? parsed.config).toEqual(b);
      }),
    );
  });

  test('has a drawing or a text in its link where a run learns it, and nowhere else', () => {
    const config = { ...DEFAULT_CONFIG, text: 'HELLO', drawing: '.CAAA' };
    expect(formatAddress({ config: { ...config, dataset: 'moons' } })).toBe('?dataset=moons');
    expect(formatAddress({ config: { ...config, dataset: 'drawn' } })).toBe('?dataset=drawn&drawing=.CAAA');
    expect(formatAddress({ config: { ...config, dataset: 'text' } })).toBe('?dataset=text&text=HELLO');
    const compared = formatAddress({ view: 'compare', config, a: {}, b: { dataset: 'drawn' } });
    expect(parseAddress(compared).b?.drawing).toBe('.CAAA');
  });

  test('keeps a short link for the defaults', () => {
    expect(formatAddress({ config: DEFAULT_CONFIG })).toBe('');
    expect(formatAddress({ config: { ...DEFAULT_CONFIG, trainingSteps: 30, schedule: 'linear' } })).toBe(
      '?schedule=linear&steps=30',
    );
  });
});

describe('a value that does not parse', () => {
  test.each([
    ['schedule', 'cosin', 'linear, quadratic'],
    ['T', '1', '2 to 4000'],
    ['T', '10.5', 'whole number'],
    ['batch', '0', '1 to'],
    ['lr', 'fast', 'a number'],
    ['lr', '', 'a number'],
    ['lr', 'Infinity', 'a number'],
    ['seed', '-1', '0 to'],
    ['eta', '2', '0 to 1'],
    ['samplingSteps', '0', '1 to'],
    ['scaleBetas', 'maybe', 'true or false'],
  ])('%s=%s is reported with what is allowed, and the rest still applies', (field, value, allowed) => {
    const { config, problems } = parseAddress(`?dataset=moons&${field}=${value}&width=32`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ field, value });
    expect(problems[0].allowed).toContain(allowed);
    expect(problemSentence(problems[0])).toContain(field);
    const changed = FIELD_NAMES.filter((name) => config[name] !== DEFAULT_CONFIG[name]);
    expect(changed.sort()).toEqual(['dataset', 'width']);
  });

  test('of one side of a comparison is reported with its prefix', () => {
    const { problems, b } = parseAddress('?a.schedule=linear&b.schedule=cosine&b.T=0');
    expect(problems.map(({ field }) => field)).toEqual(['b.T']);
    expect(b?.schedule).toBe('cosine');
  });

  test('never throws, whatever the address', () => {
    fc.assert(
      fc.property(
        fc.webQueryParameters(),
        fc.constantFrom(...FIELD_NAMES),
        fc.string(),
        (query, name, value) => {
          const { config } = parseAddress(`?${query}&${urlName(name)}=${encodeURIComponent(value)}`);
          expect(parseRunConfig(config).problems).toEqual([]);
        },
      ),
    );
  });
});

test('a learning rate of 1e9 is accepted: the run itself shows what it does', () => {
  expect(parseAddress('?lr=1e9').config.learningRate).toBe(1e9);
});

test('an unknown schedule is a type error', () => {
  // @ts-expect-error unknown schedule id
  const config: Partial<RunConfig> = { schedule: 'cosin' };
  expect(parseRunConfig(config).problems).toHaveLength(1);
});
