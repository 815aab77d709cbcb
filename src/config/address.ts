/**
 * The address is the whole configuration: a link reproduces a run. Values equal to the defaults are left out, so that links stay
 * short; Compare's two runs stand under the prefixes `a.` and `b.` over the shared fields.
 */

import { oneOf } from '../words/config';
import { defaultsOf } from './family';
import { DEFAULT_CONFIG, FIELDS, type FieldName, type RunConfig, urlName } from './fields';
import { type ConfigProblem, parseRunConfig } from './parse';

export const VIEWS = ['train', 'compare', 'sample', 'process'] as const;
export type ViewId = (typeof VIEWS)[number];

/** What an address leaves open, set by the lesson that it names. */
export interface Situation {
  readonly view: ViewId;
  readonly config: RunConfig;
  /** The fields that it sets itself. */
  readonly named: Partial<RunConfig>;
  /** The fields in which Compare's runs differ from `config`. */
  readonly a?: Partial<RunConfig>;
  readonly b?: Partial<RunConfig>;
  /** Parameters that belong to no field. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** The situations of lessons by their ids. */
export type Situations = Readonly<Record<string, Situation>>;

export interface Address {
  readonly view: ViewId;
  readonly autostart: boolean;
  readonly config: RunConfig;
  /** The fields of `config` that the address names itself: a view may prefer them to what a model brings. */
  readonly named: Partial<RunConfig>;
  /** Compare's runs: the shared fields with their own on top. Undefined where the address names neither. */
  readonly a?: RunConfig;
  readonly b?: RunConfig;
  /** Parameters of the address that belong to no field: a view reads its own, and all others stay in the address. */
  readonly extra: Readonly<Record<string, string>>;
  /** Of the lesson that the address names; null where it names none. */
  readonly situation: Situation | null;
  readonly problems: readonly ConfigProblem[];
}

const FIELD_URL_NAMES = new Set<string>(
  (Object.keys(FIELDS) as FieldName[]).flatMap((name) => [name, urlName(name)]),
);

function lessonProblems({ lesson }: Address['extra'], situations: Situations | null): ConfigProblem[] {
  if (lesson === undefined || !situations || Object.hasOwn(situations, lesson)) return [];
  return [{ field: 'lesson', value: lesson, allowed: oneOf(Object.keys(situations)) }];
}

/**
 * @param search     the query string, with or without its question mark
 * @param situations of the lessons; null where they are not loaded: a lesson's name then sets nothing
 */
export function parseAddress(search: string, situations: Situations | null = null): Address {
  const shared: Record<string, string> = {};
  const own: Record<'a' | 'b', Record<string, string>> = { a: {}, b: {} };
  const extra: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  const query = new URLSearchParams(search);
  const lesson = query.get('lesson') ?? '';
  const situation = situations && Object.hasOwn(situations, lesson) ? situations[lesson] : null;
  Object.assign(extra, situation?.extra);
  let view = situation?.view ?? 'train';
  let autostart = false;
  for (const [name, value] of query) {
    const side = name.startsWith('a.') ? 'a' : name.startsWith('b.') ? 'b' : null;
    if (side && FIELD_URL_NAMES.has(name.slice(2))) own[side][name.slice(2)] = value;
    else if (FIELD_URL_NAMES.has(name)) shared[name] = value;
    else if (name === 'view') {
      const known = VIEWS.find((id) => id === value);
      if (known) view = known;
      else problems.push({ field: 'view', value, allowed: oneOf(VIEWS) });
    } else if (name === 'autostart') autostart = value === '1' || value === 'true';
    else extra[name] = value;
  }
  const {
    config,
    named,
    problems: sharedProblems,
  } = parseRunConfig(shared, situation?.config ?? DEFAULT_CONFIG);
  problems.push(...sharedProblems, ...lessonProblems(extra, situations));
  const sideConfig = (side: 'a' | 'b') => {
    if (Object.keys(own[side]).length === 0 && !situation?.[side]) return undefined;
    const parsed = parseRunConfig(own[side], { ...config, ...situation?.[side] });
    problems.push(...parsed.problems.map((problem) => ({ ...problem, field: `${side}.${problem.field}` })));
    return parsed.config;
  };
  return {
    view,
    autostart,
    config,
    named: { ...situation?.named, ...named },
    a: sideConfig('a'),
    b: sideConfig('b'),
    extra,
    situation,
    problems,
  };
}

function appendFields(query: URLSearchParams, prefix: string, fields: Partial<RunConfig>): void {
  for (const name of Object.keys(FIELDS) as FieldName[])
    if (fields[name] !== undefined) query.set(prefix + urlName(name), String(fields[name]));
}

/** A field that decides the defaults of other fields is in the address where its value is not that of the first view. */
const ALWAYS_NAMED = { dataset: DEFAULT_CONFIG.dataset, process: DEFAULT_CONFIG.process };

/** Fields that one data set alone reads: a form keeps them for when it is chosen again, and a link would carry them in vain. */
const OF_DATASET = { text: 'text', drawing: 'drawn' } as const;

/** The data set, and the fields in which a configuration is not as its family's defaults, or as the lesson that is on has them. */
function changesOf(config: RunConfig, base: RunConfig, datasets: readonly unknown[]): Partial<RunConfig> {
  const defaults: RunConfig = { ...defaultsOf(config.dataset, config.process), ...ALWAYS_NAMED };
  return Object.fromEntries(
    Object.entries(config).filter(
      ([name, value]) =>
        (value !== defaults[name as FieldName] || value !== withoutName(name as FieldName)) && isRead(name),
    ),
  );
  function isRead(name: string) {
    return !(name in OF_DATASET) || datasets.includes(OF_DATASET[name as keyof typeof OF_DATASET]);
  }
  /** The value of a field that the address does not name. */
  function withoutName(name: FieldName) {
    return base === DEFAULT_CONFIG ? defaults[name] : base[name];
  }
}

export interface AddressParts extends Omit<Partial<Address>, 'problems' | 'named' | 'a' | 'b'> {
  readonly config: RunConfig;
  /** The fields of Compare's runs that differ from the shared ones; written even where they are equal. */
  readonly a?: Partial<RunConfig>;
  readonly b?: Partial<RunConfig>;
}

/** @returns the query string, "?…" or "" for the defaults, such that `parseAddress` gives the same parts again. */
export function formatAddress({
  view = 'train',
  autostart = false,
  config,
  a,
  b,
  extra = {},
  situation,
}: AddressParts): string {
  const query = new URLSearchParams();
  const ofLesson = extra.lesson === undefined ? null : situation;
  if (view !== 'train' || (ofLesson && ofLesson.view !== view)) query.set('view', view);
  appendFields(
    query,
    '',
    changesOf(config, ofLesson?.config ?? DEFAULT_CONFIG, [config.dataset, a?.dataset, b?.dataset]),
  );
  if (a) appendFields(query, 'a.', a);
  if (b) appendFields(query, 'b.', b);
  for (const [name, value] of Object.entries(extra)) query.set(name, value);
  if (autostart) query.set('autostart', '1');
  const text = query.toString();
  return text ? `?${text}` : '';
}
