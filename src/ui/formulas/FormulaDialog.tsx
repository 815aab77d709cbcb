/** A formula, opened: its symbols with their meaning and their numbers now, its source, and the code that computes it. */
import type { Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RunConfig } from '../../config/fields';
import * as words from '../../words/formulas/dialog';
import { titles } from '../../words/formulas/opener';
import type { SymbolId } from '../equations.generated';
import { figure } from '../format';
import { References, Subscripts } from '../glossary/References';
import { Terms } from '../glossary/Terms';
import { type Lab, useLab } from '../shell/lab';
import { lastTime, positionAfterKey, timeStep, timeTextAt } from '../time/axis';
import { GLOSSES } from '../widgets/glosses';
import { MathSymbol } from '../widgets/MathSymbol';
import { nodesOf } from '../widgets/markup';
import { useThrottled } from '../widgets/useThrottled';
import { FORMULAS, type Formula, symbolsOf } from './catalogue';
import { CODE, type CodeId } from './code.generated';
import { type FormulaId, formulaOf } from './formulaOf';
import { momentAt, stepText, valuesAt } from './values';

export interface FormulaShown {
  /** Of the generated equations. */
  readonly markup: string;
  /** The settings that the equation is shown for; absent where they are those of the form. */
  readonly config?: RunConfig;
}

interface Props extends FormulaShown {
  readonly onClose: () => void;
}

/** The settings of what the view shows. Reads signals. */
const shownConfig = ({ store, settings, view }: Lab): RunConfig =>
  (view.value === 'train' ? store.run('train').value?.config : undefined) ?? settings.config.value;

const INTERVAL = 100;

const meaningOf = (symbol: SymbolId): string => words.asMeaning(GLOSSES[symbol] ?? ' ');

/** The time that the numbers are of, which the pictures share. */
function TimeOfNumbers({ config, position }: { config: RunConfig; position: Signal<number> }) {
  const { clock } = useLab();
  const read = useMemo(() => () => position.value, [position]);
  const now = useThrottled(read, INTERVAL);
  const end = lastTime(config);
  return (
    <label class="at">
      <span>
        {words.numbersAt} <b>{timeTextAt(config, now)}</b>
      </span>
      <input
        type="range"
        aria-label={words.timeOfNumbers}
        aria-valuetext={`t = ${timeTextAt(config, now)}`}
        min={0}
        max={end}
        step={timeStep(config)}
        value={now * end}
        onInput={(event) => clock.seek(Number(event.currentTarget.value) / end)}
        onKeyDown={(event) => {
          const next = positionAfterKey(config, clock.position.value, event);
          if (next === null) return;
          event.preventDefault();
          clock.seek(next);
        }}
      />
    </label>
  );
}

function Symbols({ id, markup, config }: { id: FormulaId; markup: string; config: RunConfig }) {
  const { clock } = useLab();
  const read = useMemo(
    () => () => {
      const moment = momentAt(config, clock.position.value);
      if ('refusal' in moment) return { values: {}, note: moment.refusal };
      return { values: valuesAt(id, moment), note: stepText(id, moment) };
    },
    [id, config, clock],
  );
  const { values, note }: { values: Partial<Record<string, string>>; note: string | null } = useThrottled(
    read,
    INTERVAL,
  );
  return (
    <>
      <table aria-label={words.symbols}>
        <thead>
          <tr>
            <th scope="col">{words.symbol}</th>
            <th scope="col">{words.meaning}</th>
            <th scope="col">{words.now}</th>
          </tr>
        </thead>
        <tbody>
          {symbolsOf(markup).map((symbol) => (
            <tr key={symbol}>
              <th scope="row">
                <MathSymbol id={symbol as SymbolId} />
              </th>
              <td>
                <Subscripts text={meaningOf(symbol as SymbolId)} />
              </td>
              <td>
                <Subscripts text={values[symbol] ?? ''} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p class="step">{note}</p>}
    </>
  );
}

/** The loss of the run in Train; nothing before there is one. */
function LossNow() {
  const { store } = useLab();
  const read = useMemo(
    () => () => {
      const losses = store.run('train').value?.losses;
      if (!losses || losses.last < losses.first) return null;
      return words.loss(figure(losses.smoothedAt(losses.last)), losses.last);
    },
    [store],
  );
  const text = useThrottled(read, INTERVAL);
  return <p class="step">{text ?? words.noLoss}</p>;
}

function CodeLines({ id }: { id: CodeId }) {
  const { file, line, text } = CODE[id];
  return (
    <figure>
      <figcaption>
        {file}:{line}
      </figcaption>
      <pre>{text}</pre>
    </figure>
  );
}

export default function FormulaDialog({ markup, config, onClose }: Props) {
  const lab = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const id = formulaOf(markup);
  if (!id) return null;
  const { terms, sources, code }: Formula = FORMULAS[id];
  const shown = config ?? shownConfig(lab);
  return (
    <dialog ref={dialog} class="formula" aria-labelledby="formula-title" onClose={onClose}>
      <h2 id="formula-title">{titles[id]}</h2>
      <div class="eq">{nodesOf(markup.replaceAll(/ (tabindex|data-sym)="\w+"/g, ''))}</div>
      <p>
        <Subscripts text={words.says[id]} />
      </p>
      <TimeOfNumbers config={shown} position={lab.clock.position} />
      <Symbols id={id} markup={markup} config={shown} />
      {id.startsWith('loss') && <LossNow />}
      <Terms of={terms} />
      <h3>{words.source}</h3>
      <p>
        <References of={sources} />
      </p>
      <h3>{words.inCode}</h3>
      {code(shown).map((place) => (
        <CodeLines key={place} id={place} />
      ))}
      <form method="dialog">
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}
