/** A saved comparison: one page without scripts, its pictures and curves in it. */

import { SIDES } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pairRuns';
import type { Trajectory } from '../../../../types/trajectory';
import { roundTicks } from '../../../canvas/plot';
import { capitalised, count, percent } from '../../../format';
import { BandChart, type BandPoint } from '../study/BandChart';
import { GuessPanel } from '../study/GuessPanel';
import { guessChart } from '../study/guessChart';
import { guessAnswer, SEED_NOTE } from '../study/reading';
import { chartOf, StudyTable } from '../study/StudyFigure';
import { SKIP_WORDS, STEP_WORDS, type StudyWords } from '../study/studyWords';
import type { ReportData } from './reportData';

/** The address of a picture stands in `data-src` until the page is written: a page that allows no such address must not load it. */
const Picture = ({ address, title }: { address: string | null; title: string }) =>
  address ? (
    <figure>
      <img data-src={address} alt={title} width="420" height="420" />
      <figcaption>{title}</figcaption>
    </figure>
  ) : null;

function Study({ part, words }: { part: ReportData['steps']; words: StudyWords }) {
  if (part.rows.length === 0) return null;
  return (
    <section>
      <h2>{words.name}</h2>
      <p>
        {part.answer} {part.basis}
      </p>
      <BandChart {...chartOf(part.rows, words, part.answer ?? '')} />
      <StudyTable rows={part.rows} words={words} />
    </section>
  );
}

function Curves({
  title,
  curves,
  name,
  share,
}: {
  title: string;
  curves: { readonly a: readonly BandPoint[]; readonly b: readonly BandPoint[] };
  name: string;
  share: boolean;
}) {
  const xs = [...curves.a, ...curves.b].map(({ x }) => x);
  if (xs.length < 2) return null;
  const [lo, hi] = [Math.min(...xs), Math.max(...xs)];
  const ticks = [lo, ...roundTicks(lo, hi, 5).filter((x) => x > lo && x < hi), hi];
  const axis = { name, log: false, ticks, say: share ? (x: number) => percent(x, 0) : count };
  return (
    <section>
      <h2>{title}</h2>
      <BandChart curves={curves} floor={null} axis={axis} label={title} summary="" dense share={share} />
    </section>
  );
}

function Guesses({ traces, world }: { traces: Pair<Trajectory>; world: number }) {
  return (
    <section>
      <h2>{guessAnswer(traces)}</h2>
      {traces.a.shape.length === 1 && (
        <div class="guess-panels">
          {SIDES.map((side) => (
            <GuessPanel
              key={side}
              side={side}
              trajectory={traces[side]}
              world={world}
              label={`Guesses of ${side.toUpperCase()} over the steps of sampling`}
            />
          ))}
        </div>
      )}
      <BandChart {...guessChart(traces)} />
    </section>
  );
}

export function Report({ data }: { data: ReportData }) {
  const { names, links, pictures, comparison, settings } = data;
  const title = `${capitalised(names.a)} against ${names.b}: ${data.dataset}`;
  return (
    <main>
      <h1>{title}</h1>
      <p class="answer">{data.steps.answer ?? 'Quality against steps of sampling was not measured.'}</p>
      <nav aria-label="Links">
        <a href={links.comparison ?? ''}>Open this comparison</a>
        {SIDES.map((side) =>
          links[side] ? (
            <a key={side} href={links[side]}>
              Open {side.toUpperCase()} alone
            </a>
          ) : (
            <span key={side}>{side.toUpperCase()} is of a file, and has no link</span>
          ),
        )}
      </nav>
      <section class="pictures">
        <Picture address={pictures.a} title={`Samples of A: ${names.a}`} />
        <Picture address={pictures.b} title={`Samples of B: ${names.b}`} />
        <Picture address={pictures.data} title="Real data" />
      </section>
      <table aria-label="Comparison">
        <thead>
          <tr>
            <th scope="col">{comparison.title}</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">B − A</th>
          </tr>
        </thead>
        <tbody>
          {comparison.rows.map(({ name, floor, note, a, b, difference }) => (
            <tr key={name}>
              <th scope="row">
                {name} {floor !== null && <small>floor {floor}</small>} {note && <small>{note}</small>}
              </th>
              <td>{a}</td>
              <td>{b}</td>
              <td>{difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Study part={data.steps} words={STEP_WORDS} />
      <Study part={data.skip} words={SKIP_WORDS} />
      {data.skip.paper && <p>{data.skip.paper}</p>}
      {(data.steps.rows.length > 0 || data.skip.rows.length > 0) && <p>{SEED_NOTE}</p>}
      {data.guesses && <Guesses traces={data.guesses} world={data.world} />}
      <Curves
        title="Signal, share of the variance, over time"
        curves={data.signal}
        name="time, data to noise"
        share
      />
      <Curves title="Smoothed training loss" curves={data.losses} name="training step" share={false} />
      <section>
        <h2>Settings</h2>
        <table aria-label="Settings">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ label, a, b }) => (
              <tr key={label} class={a === b ? undefined : 'differs'}>
                <th scope="row">{label}</th>
                <td>{a}</td>
                <td>{b}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </main>
  );
}
