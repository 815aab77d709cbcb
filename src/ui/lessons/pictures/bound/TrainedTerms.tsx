/** The terms of the bound of the model that is trained below, adding up from the noise to the data. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { BoundReport } from '../../../../types/quality';
import * as words from '../../../../words/lessons/pictures/bound';
import { useLab } from '../../../shell/lab';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { decimal, Finding } from '../controls';
import { sumChart } from './sumChart';

/** In thousandths, so that what is written adds up to the last digit. */
const thousandths = (value: number) => Math.round(1000 * value);
const write = (value: number) => decimal(value / 1000, 3);

/** L_T + ΣL_t + L_0 of a report and its total. @param step after which it was evaluated */
export function termsSentence({ terms, prior, unit, points, learned }: BoundReport, step: number): string {
  const sum = terms.reduce((a, b) => a + b, 0) + prior;
  const [end, first, total] = [prior, terms[0], sum].map(thousandths);
  const middle = total - end - first;
  const sign = first < 0 ? '−' : '+';
  return words.trained({
    step,
    end: write(end),
    middle: write(middle),
    steps: terms.length - 1,
    sign,
    first: write(Math.abs(first)),
    total: write(total),
    unit,
    points,
    learned,
  });
}

/** [T + 1] the sum from L_T on, each further entry with one more term, the last one L_0. */
export function partialSums({ terms, prior }: Pick<BoundReport, 'terms' | 'prior'>): Float64Array {
  const sums = new Float64Array(terms.length + 1);
  sums[0] = prior;
  for (let k = 1; k <= terms.length; k++) sums[k] = sums[k - 1] + terms[terms.length - k];
  return sums;
}

export function TrainedTerms() {
  const { store } = useLab();
  const { run, picture } = useMemo(() => {
    const run = store.run('train');
    return {
      run,
      picture: computed(() => {
        const report = run.value?.bound?.report;
        return report ? { sums: partialSums(report), unit: report.unit } : null;
      }),
    };
  }, [store]);
  const bound = run.value?.bound;
  const sentence = bound?.report ? termsSentence(bound.report, bound.step) : words.trainFirst;
  return (
    <>
      {bound?.report && (
        <IslandCanvas
          mount={sumChart}
          data={picture}
          label={words.sumPicture}
          summary={sentence}
          class="small"
        />
      )}
      <Finding>{sentence}</Finding>
    </>
  );
}
