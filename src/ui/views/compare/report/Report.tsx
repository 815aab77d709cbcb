/** A saved comparison: one page without scripts, its pictures and curves in it. */

import { SIDES } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pair';
import type { Trajectory } from '../../../../types/trajectory';
import * as texts from '../../../../words/compare/report';
import { seedNote } from '../../../../words/compare/study';
import { roundTicks } from '../../../canvas/plot';
import { count, percent } from '../../../format';
import { BandChart, type BandPoint } from '../study/BandChart';
import { GuessPanel } from '../study/GuessPanel';
import { guessChart } from '../study/guessChart';
import { guessAnswer } from '../study/reading';
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
              label={texts.guessesOf(side.toUpperCase())}
            />
          ))}
        </div>
      )}
      <BandChart {...guessChart(traces)} />
    </section>
  );
}

/** The addresses that open both sides, and each of them alone; and whose weights no address has. */
const Links = ({ links, origins }: Pick<ReportData, 'links' | 'origins'>) => (
  <>
    <nav aria-label={texts.links}>
      <a href={links.comparison}>{texts.openComparison}</a>
      {SIDES.map((side) =>
        links[side] ? (
          <a key={side} href={links[side]}>
            {texts.openAlone(side.toUpperCase())}
          </a>
        ) : (
          <span key={side}>{texts.noLink(side.toUpperCase())}</span>
        ),
      )}
    </nav>
    {SIDES.map(
      (side) => origins[side] === 'run' && <p key={side}>{texts.weightsOfRun(side.toUpperCase())}</p>,
    )}
  </>
);

export const Comparison = ({ comparison }: Pick<ReportData, 'comparison'>) => (
  <table aria-label={texts.comparison}>
    <thead>
      <tr>
        <th scope="col">{comparison.title}</th>
        <th scope="col">A</th>
        <th scope="col">B</th>
        <th scope="col">B − A</th>
      </tr>
    </thead>
    <tbody>
      {comparison.rows.map(({ name, floor, note, a, b, difference, better }) => (
        <tr key={name}>
          <th scope="row">
            {name} {floor !== null && <small>{texts.floorOf(floor)}</small>} {note && <small>{note}</small>}
          </th>
          <td>{a}</td>
          <td>{b}</td>
          <td class={better ? `win ${better}` : undefined}>
            {better ? texts.isBetter(difference, better.toUpperCase()) : difference}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Settings = ({ settings }: Pick<ReportData, 'settings'>) => (
  <section>
    <h2>{texts.settings}</h2>
    <table class="settings" aria-label={texts.settings}>
      <thead>
        <tr>
          <th scope="col">{texts.setting}</th>
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
);

export function Report({ data }: { data: ReportData }) {
  const { names, pictures } = data;
  return (
    <main>
      <h1>{texts.titleWithData(names.a, names.b, data.dataset)}</h1>
      <p class="answer">{data.steps.answer ?? data.finding ?? texts.notMeasured}</p>
      <Links links={data.links} origins={data.origins} />
      <section class="pictures">
        <Picture address={pictures.a} title={texts.samplesOf(names.a)} />
        <Picture address={pictures.b} title={texts.samplesOf(names.b)} />
        <Picture address={pictures.data} title={texts.realData} />
      </section>
      <Comparison comparison={data.comparison} />
      <Study part={data.steps} words={STEP_WORDS} />
      <Study part={data.skip} words={SKIP_WORDS} />
      {data.skip.paper && <p>{data.skip.paper}</p>}
      {(data.steps.rows.length > 0 || data.skip.rows.length > 0) && <p>{seedNote}</p>}
      {data.guesses && <Guesses traces={data.guesses} world={data.world} />}
      <Curves title={texts.signal} curves={data.signal} name={texts.signalAxis} share />
      <Curves title={texts.loss} curves={data.losses} name={texts.lossAxis} share={false} />
      <Settings settings={data.settings} />
    </main>
  );
}
