import { describe, expect, test } from 'vitest';
import { formatAddress, lessonLink, parseAddress } from '../../../src/config/address';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { HIDEABLE, hiddenParts } from '../../../src/config/hiding';
import { LESSON_IDS, LESSONS, lessonConfig } from '../../../src/config/lessons';

describe('a lesson', () => {
  test.each(LESSON_IDS)('%s is its situation by its name alone', (id) => {
    const { config, problems, extra } = parseAddress(`?lesson=${id}`);
    expect(config).toEqual({ ...DEFAULT_CONFIG, ...LESSONS[id].changes });
    expect(problems).toEqual([]);
    expect(extra.lesson).toBe(id);
  });

  test.each(LESSON_IDS)('%s has a link that states the situation even without the name', (id) => {
    const query = new URLSearchParams(lessonLink(id));
    query.delete('lesson');
    expect(parseAddress(`?${query}`).config).toEqual(lessonConfig(id));
  });

  test('keeps every change that is made after it in the link, a return to the default too', () => {
    const config = { ...lessonConfig('no-time'), conditioning: 'scale-shift', T: 77 } as const;
    const link = formatAddress({ config, extra: { lesson: 'no-time' } });
    expect(parseAddress(link).config).toEqual(config);
  });

  test('of an unknown name is a problem that names the known ones', () => {
    const { problems, config } = parseAddress('?lesson=nothing');
    expect(config).toEqual(DEFAULT_CONFIG);
    expect(problems).toHaveLength(1);
    expect(problems[0].allowed).toContain('no-time');
  });
});

describe('hiding', () => {
  test('takes known parts, once each, and tells the unknown ones', () => {
    expect(hiddenParts('recipe, files,recipe,roof')).toEqual({
      parts: ['recipe', 'files'],
      unknown: ['roof'],
    });
    expect(hiddenParts(undefined)).toEqual({ parts: [], unknown: [] });
  });

  test('of an unknown part is a problem that names the parts', () => {
    const { problems } = parseAddress('?hide=roof');
    expect(problems[0]).toMatchObject({ field: 'hide', value: 'roof' });
    for (const part of Object.keys(HIDEABLE)) expect(problems[0].allowed).toContain(part);
  });
});
