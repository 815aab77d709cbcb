import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { formatAddress, parseAddress } from '../../../src/config/address';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { hiddenParts } from '../../../src/config/hiding';
import {
  LESSON_IDS,
  lessonConfig,
  lessonLink,
  lessonOf,
  SITUATIONS,
  sideBySideLink,
} from '../../../src/config/lessons';
import { createSettings } from '../../../src/state/settings';
import { apply } from '../../../src/ui/lessons/repair';

const parse = (search: string) => parseAddress(search, SITUATIONS);

describe('a lesson', () => {
  test.each(LESSON_IDS)('%s is its situation by its name alone', (id) => {
    const { config, view, problems, extra } = parse(`?lesson=${id}`);
    expect(config).toMatchObject(lessonOf(id).changes);
    expect(view).toBe(lessonOf(id).view);
    expect(problems).toEqual([]);
    expect(extra.lesson).toBe(id);
    expect(extra.layers).toBe(lessonOf(id).layers);
  });

  test.each(LESSON_IDS)('%s has a link that states the situation even without the name', (id) => {
    const query = new URLSearchParams(lessonLink(id));
    query.delete('lesson');
    const named = parse(`?lesson=${id}`);
    expect(parseAddress(`?${query}`)).toMatchObject({
      config: lessonConfig(id),
      view: named.view,
      a: named.a,
      b: named.b,
    });
  });

  test.each(LESSON_IDS)('%s, repaired, has a value that differs in each field of the repair', (id) => {
    const { repair } = lessonOf(id);
    const link = sideBySideLink(id);
    if (!repair || link === null) return;
    const { view, a, b } = parse(link);
    expect(view).toBe('compare');
    expect(a).toEqual(lessonConfig(id));
    expect(b).toEqual({ ...lessonConfig(id), ...repair.changes });
    for (const name of Object.keys(repair.changes) as (keyof typeof repair.changes)[])
      expect(a?.[name], name).not.toBe(b?.[name]);
  });

  test('keeps every change that is made after it in the link, a return to the default too', () => {
    const config = { ...lessonConfig('no-time'), conditioning: 'scale-shift', T: 77 } as const;
    const situation = SITUATIONS['no-time'];
    const link = formatAddress({ config, extra: { lesson: 'no-time' }, situation });
    expect(parse(link).config).toEqual(config);
  });

  test('that is closed leaves its situation in the link, for there is no name to set it', () => {
    const config = lessonConfig('no-time');
    const link = formatAddress({ config, extra: {}, situation: SITUATIONS['no-time'] });
    expect(parseAddress(link).config).toEqual(config);
  });

  test('shows the view that the link names after its own', () => {
    const situation = { ...SITUATIONS['no-time'], view: 'compare' } as const;
    const parts = { config: situation.config, extra: { lesson: 'no-time' }, situation };
    const again = (link: string) => parseAddress(link, { 'no-time': situation }).view;
    expect(again(formatAddress({ ...parts, view: 'train' }))).toBe('train');
    expect(again(formatAddress({ ...parts, view: 'compare' }))).toBe('compare');
    expect(again('?lesson=no-time')).toBe('compare');
  });

  test('gives Compare its two runs, which the address may change', () => {
    const situation = {
      ...SITUATIONS['no-time'],
      view: 'compare',
      a: { schedule: 'linear' },
      b: { schedule: 'cosine' },
    } as const;
    const { a, b } = parseAddress('?lesson=pair&b.T=50', { pair: situation });
    expect(a).toEqual({ ...situation.config, schedule: 'linear' });
    expect(b).toEqual({ ...situation.config, schedule: 'cosine', T: 50 });
  });

  test('of the Sample view names its sampler and its model, for that view takes them before those of the model', () => {
    const { named, extra } = parse('?lesson=first-guess&seed=5');
    expect(named).toMatchObject({ samplingSteps: 1, seed: 5 });
    expect(extra).toMatchObject({ pretrained: 'mnist-cosine', samples: '16' });
  });

  test('of an unknown name is a problem that names the known ones', () => {
    const { problems, config } = parse('?lesson=nothing');
    expect(config).toEqual(DEFAULT_CONFIG);
    expect(problems).toHaveLength(1);
    expect(problems[0].allowed).toContain('no-time');
  });

  test('on averages too early names the share of the untrained network', () => {
    const { emaDecay, trainingSteps } = lessonConfig('ema-too-early');
    const share = Math.round(100 * emaDecay ** trainingSteps);
    expect(lessonOf('ema-too-early').outcome).toContain(`${share}% of the untrained network`);
  });
});

describe('the repair of a lesson', () => {
  const lab = (run: object | null) => {
    const settings = createSettings(lessonConfig('too-few-steps'));
    const commands = { train: vi.fn(async () => {}), applySampling: vi.fn(async () => {}) };
    const store = { run: () => signal(run) };
    return { settings, commands, store } as unknown as Parameters<typeof apply>[0] & {
      commands: typeof commands;
    };
  };

  test('of a sampling field applies to the run at once; of another one it trains anew', async () => {
    const opened = lab({});
    await apply(opened, { samplingSteps: 20 });
    expect(opened.settings.config.value.samplingSteps).toBe(20);
    expect(opened.commands.applySampling).toHaveBeenCalledOnce();
    expect(opened.commands.train).not.toHaveBeenCalled();
    await apply(opened, { conditioning: 'none' });
    expect(opened.commands.train).toHaveBeenCalledOnce();
  });

  test('of the variance trains anew, for a learned one is a second output of the network', async () => {
    const opened = lab({});
    await apply(opened, { variance: 'learned' });
    expect(opened.commands.train).toHaveBeenCalledOnce();
    expect(opened.commands.applySampling).not.toHaveBeenCalled();
  });

  test('before there is a run sets the form alone', async () => {
    const opened = lab(null);
    await apply(opened, { conditioning: 'none' });
    expect(opened.settings.config.value.conditioning).toBe('none');
    expect(opened.commands.train).not.toHaveBeenCalled();
  });
});

describe('hiding', () => {
  test('takes known parts, once each', () => {
    expect(hiddenParts('recipe, files,recipe,roof')).toEqual(['recipe', 'files']);
    expect(hiddenParts(undefined)).toEqual([]);
  });
});
