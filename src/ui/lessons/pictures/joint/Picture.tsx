/** Joint, conditional and marginal of data and noised data: a histogram whose column and row one selects. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  CELLS,
  cellPlace,
  forwardGiven,
  type JointHistogram,
  jointHistogram,
  posteriorGiven,
} from '../../../../diffusion/lab1d/jointHistogram';
import { variancePreservingLevel } from '../../../../diffusion/process';
import * as words from '../../../../words/lessons/pictures/joint';
import { pointOn } from '../../../canvas/island';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Controls, decimal, Finding, Range } from '../controls';
import { cellAt, conditionalsChart, jointChart } from './charts';
import '../pictures.css';

/** The cell in two products, which are the same number, and Bayes' theorem from them. */
export function jointSentence(histogram: JointHistogram, column: number, row: number): string {
  const forward = forwardGiven(histogram, column)[row];
  const posterior = posteriorGiven(histogram, row)[column];
  const [data, noised] = [histogram.data[column], histogram.noised[row]];
  const write = (v: number) => figure(v, 3);
  return words.products({
    x0: decimal(cellPlace(column), 2),
    xt: decimal(cellPlace(row), 2),
    data: write(data),
    forward: write(forward),
    noised: write(noised),
    posterior: write(posterior),
    products: [write(data * forward), write(noised * posterior)],
  });
}

export default function Joint() {
  const model = useMemo(() => {
    const logSnr = signal(0);
    const column = signal(8);
    const row = signal(9);
    const histogram = computed(() => jointHistogram(variancePreservingLevel(logSnr.value)));
    return {
      logSnr,
      column,
      row,
      picture: computed(() => ({ histogram: histogram.value, column: column.value, row: row.value })),
    };
  }, []);
  const { histogram, column, row } = model.picture.value;
  const sentence = jointSentence(histogram, column, row);
  const select = (event: PointerEvent) => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    if (!(event.target instanceof HTMLCanvasElement)) return;
    const cell = cellAt(pointOn(event.target, event));
    if (!cell) return;
    model.column.value = cell.column;
    model.row.value = cell.row;
  };
  const sayCell = (k: number) => decimal(cellPlace(k), 2);
  return (
    <>
      <Controls>
        <Range label={words.column} value={model.column} min={0} max={CELLS - 1} step={1} say={sayCell} />
        <Range label={words.row} value={model.row} min={0} max={CELLS - 1} step={1} say={sayCell} />
        <Range label="log SNR" value={model.logSnr} min={-5} max={4} step={0.25} say={(v) => decimal(v, 2)} />
      </Controls>
      <div class="pair">
        <div class="touched" onPointerDown={select} onPointerMove={select}>
          <IslandCanvas
            mount={jointChart}
            data={model.picture}
            label={words.jointPicture}
            summary={sentence}
            class="tall"
          />
        </div>
        <IslandCanvas
          mount={conditionalsChart}
          data={model.picture}
          label={words.conditionalsPicture}
          summary={sentence}
          class="tall"
        />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
