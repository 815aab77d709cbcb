/**
 * The address is the whole configuration: a link reproduces a run. Values equal to the defaults are left out, so that links stay
 * short; Compare's two runs stand under the prefixes `a.` and `b.` over the shared fields.
 */
import { defaultsOf } from './family';
import { DEFAULT_CONFIG, FIELDS, type FieldName, type RunConfig, urlName } from './fields';
import { HIDEABLE, hiddenParts } from './hiding';
import { isLessonId, LESSON_IDS, LESSONS, type Lesson, type LessonId, lessonConfig } from './lessons';
import { type ConfigProblem, parseRunConfig } from './parse';

export const VIEWS = ['train', 'compare', 'sample', 'process'] as const;
export type ViewId = (typeof VIEWS)[number];

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
  readonly problems: readonly ConfigProblem[];
}

const FIELD_URL_NAMES = new Set<string>(
  (Object.keys(FIELDS) as FieldName[]).flatMap((name) => [name, urlName(name)]),
);

/** The value of a field that the address does not name: that of the lesson, if it names one. */
const baseOf = ({ lesson }: Address['extra']): RunConfig =>
  isLessonId(lesson) ? lessonConfig(lesson) : DEFAULT_CONFIG;

function problemsOf({ lesson, hide }: Address['extra']): ConfigProblem[] {
  const problems = hiddenParts(hide).unknown.map((value) => ({
    field: 'hide',
    value,
    allowed: `some of ${Object.keys(HIDEABLE).join(', ')}`,
  }));
  if (lesson === undefined || isLessonId(lesson)) return problems;
  return [...problems, { field: 'lesson', value: lesson, allowed: `one of ${LESSON_IDS.join(', ')}` }];
}

/** @param search the query string, with or without its question mark */
export function parseAddress(search: string): Address {
  const shared: Record<string, string> = {};
  const own: Record<'a' | 'b', Record<string, string>> = { a: {}, b: {} };
  const extra: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  let view: ViewId = 'train';
  let autostart = false;
  for (const [name, value] of new URLSearchParams(search)) {
    const side = name.startsWith('a.') ? 'a' : name.startsWith('b.') ? 'b' : null;
    if (side && FIELD_URL_NAMES.has(name.slice(2))) own[side][name.slice(2)] = value;
    else if (FIELD_URL_NAMES.has(name)) shared[name] = value;
    else if (name === 'view') {
      const known = VIEWS.find((id) => id === value);
      if (known) view = known;
      else problems.push({ field: 'view', value, allowed: `one of ${VIEWS.join(', ')}` });
    } else if (name === 'autostart') autostart = value === '1' || value === 'true';
    else extra[name] = value;
  }
  const { config, named, problems: sharedProblems } = parseRunConfig(shared, baseOf(extra));
  problems.push(...sharedProblems, ...problemsOf(extra));
  const sideConfig = (side: 'a' | 'b') => {
    if (Object.keys(own[side]).length === 0) return undefined;
    const parsed = parseRunConfig(own[side], config);
    problems.push(...parsed.problems.map((problem) => ({ ...problem, field: `${side}.${problem.field}` })));
    return parsed.config;
  };
  return { view, autostart, config, named, a: sideConfig('a'), b: sideConfig('b'), extra, problems };
}

function appendFields(query: URLSearchParams, prefix: string, fields: Partial<RunConfig>): void {
  for (const name of Object.keys(FIELDS) as FieldName[])
    if (fields[name] !== undefined) query.set(prefix + urlName(name), String(fields[name]));
}

/** A field that decides the defaults of other fields is in the address where its value is not that of the first view. */
const ALWAYS_NAMED = { dataset: DEFAULT_CONFIG.dataset, process: DEFAULT_CONFIG.process };

/** The data set, and the fields in which a configuration is not as its family's defaults, or as the lesson that is on has them. */
function changesOf(config: RunConfig, base: RunConfig): Partial<RunConfig> {
  const defaults: RunConfig = { ...defaultsOf(config.dataset, config.process), ...ALWAYS_NAMED };
  return Object.fromEntries(
    Object.entries(config).filter(
      ([name, value]) => value !== defaults[name as FieldName] || value !== withoutName(name as FieldName),
    ),
  );
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
}: AddressParts): string {
  const query = new URLSearchParams();
  if (view !== 'train') query.set('view', view);
  appendFields(query, '', changesOf(config, baseOf(extra)));
  if (a) appendFields(query, 'a.', a);
  if (b) appendFields(query, 'b.', b);
  for (const [name, value] of Object.entries(extra)) query.set(name, value);
  if (autostart) query.set('autostart', '1');
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** A lesson's link: it names the lesson, and states its situation in full. */
export function lessonLink(id: LessonId): string {
  const { layers }: Lesson = LESSONS[id];
  return formatAddress({ config: lessonConfig(id), extra: { lesson: id, ...(layers ? { layers } : {}) } });
}
