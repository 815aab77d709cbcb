/** The parts that the studies of both sides share: button, progress and cancel, the chart with its slider, and the table. */
import { useMemo, useState } from 'preact/hooks';
import { isOpen, nextSeeds } from '../../../../state/compare/answer';
import { SIDES } from '../../../../state/compare/comparison';
import type { PairStudy } from '../../../../state/compare/pairStudy';
import { type JudgedRow, summaryOf } from '../../../../state/compare/pairTable';
import * as texts from '../../../../words/compare/study';
import { percent, roughDuration, timeText } from '../../../format';
import { useThrottled } from '../../../widgets/useThrottled';
import { Badge } from '../SidePanel';
import { BandChart, type BandChartProps, type BandPoint } from './BandChart';
import type { StudyWords } from './studyWords';
import { rowText, scoreText, verdictText } from './words';
import './study.css';

const pointsOf = (rows: readonly JudgedRow[], side: 'a' | 'b'): BandPoint[] =>
  rows.flatMap(({ x, values }) => {
    const summary = summaryOf(values[side]);
    return summary ? [{ x, ...summary }] : [];
  });

/** @param rows at least one */
export function chartOf(rows: readonly JudgedRow[], words: StudyWords, summary: string): BandChartProps {
  return {
    curves: { a: pointsOf(rows, 'a'), b: pointsOf(rows, 'b') },
    floor: { mean: rows[0].floor, spread: rows[0].floorSpread },
    axis: { name: words.axisName, log: words.log, ticks: rows.map(({ x }) => x), say: words.say },
    label: texts.ofSides(words.name),
    summary,
  };
}

/** The chart, and a slider that reads out one column. */
export function StudyChart({
  rows,
  words,
  summary,
}: {
  rows: readonly JudgedRow[];
  words: StudyWords;
  summary: string;
}) {
  const [index, setIndex] = useState<number | null>(null);
  const row = index === null ? null : rows[Math.min(index, rows.length - 1)];
  const reading = row ? rowText(row, words.place(row.x)) : '';
  return (
    <>
      <BandChart {...chartOf(rows, words, summary)} at={row?.x ?? null} />
      <label class="reading">
        {texts.readOut}
        <input
          type="range"
          min={0}
          max={rows.length - 1}
          step={1}
          value={index ?? 0}
          aria-label={texts.toReadOut(words.column)}
          aria-valuetext={reading || words.place(rows[0].x)}
          onInput={(event) => setIndex(Number(event.currentTarget.value))}
        />
        <output>{reading}</output>
      </label>
    </>
  );
}

/** "B, 1.6× (1.4 to 1.8)" whose line ends before the interval, and not within. */
const unbroken = (text: string): string => text.replace(/ (?=[^(]*\))/g, '\u00a0');

export function StudyTable({ rows, words }: { rows: readonly JudgedRow[]; words: StudyWords }) {
  return (
    <table aria-label={words.name}>
      <thead>
        <tr>
          <th scope="col">{words.column}</th>
          {SIDES.map((side) => (
            <th scope="col" key={side}>
              <Badge side={side} />
            </th>
          ))}
          <th scope="col">{texts.better}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.x}>
            <th scope="row">{words.say(row.x)}</th>
            {SIDES.map((side) => (
              <td key={side}>{scoreText(row.values[side])}</td>
            ))}
            <td class={row.verdict.kind === 'better' ? `win ${row.verdict.side}` : undefined}>
              {unbroken(verdictText(row))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ControlsProps {
  readonly study: PairStudy;
  readonly words: StudyWords;
  readonly rows: readonly JudgedRow[];
  /** Why it cannot run now; null where it can. Reads signals. */
  readonly refusal: () => string | null;
}

/** Milliseconds between two readings of the runs, which change with every step of a training. */
const INTERVAL = 500;

/** The next measurement of a press: the seeds of the first run, those that are missing, or more of them. Reads signals. */
function nextRun({ study, words }: Pick<ControlsProps, 'study' | 'words'>) {
  const cells = study.result.value?.cells ?? [];
  const seeds = Math.max(0, ...cells.map(({ seed }) => seed));
  const least = Math.max(words.seeds, seeds);
  const missing = study.missing(least);
  const complete = cells.length > 0 && missing.length === 0;
  const goal = complete ? nextSeeds(seeds) : least;
  const more = complete ? texts.moreSeeds(goal - seeds) : texts.missingSeeds(missing.length);
  return { goal, complete, button: cells.length === 0 ? words.name : more };
}

function Progress({ study, words }: Pick<ControlsProps, 'study' | 'words'>) {
  const progress = study.progress.value;
  if (!progress) return null;
  const { done, total, left } = progress;
  return (
    <>
      <button type="button" class="quiet" onClick={() => study.cancel()}>
        {texts.cancel}
      </button>
      <progress value={done} max={total} aria-label={words.name} />
      <span role="status">
        {texts.progress(percent(done / total, 0), left === null ? null : roughDuration(left))}
      </span>
    </>
  );
}

/** Begins the study, runs the seeds that are missing, or adds seeds where the answer is open; meanwhile progress and Cancel. */
export function StudyControls({ study, words, rows, refusal }: ControlsProps) {
  const read = useMemo(
    () => () => {
      const refused = refusal();
      const next = nextRun({ study, words });
      return { ...next, refused, time: refused === null ? study.time(next.goal) : null };
    },
    [study, words, refusal],
  );
  const { goal, complete, button, refused, time } = useThrottled(read, INTERVAL);
  if (study.progress.value)
    return (
      <div class="measure">
        <Progress study={study} words={words} />
      </div>
    );
  return (
    <div class="measure">
      <button
        type="button"
        disabled={refused !== null}
        title={refused ?? texts.seedsTitle(goal)}
        onClick={() => void study.measure(goal)}
      >
        {button}
      </button>
      <span>
        {texts.seeds(goal)}
        {timeText(time)}
        {complete && isOpen(rows) && texts.mayDecide}
      </span>
    </div>
  );
}
