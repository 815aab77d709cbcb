/** The curves of both runs as one table: a row a step and run. Loaded with the first download. */
import { writeMetrics } from '../../../interop/csvWrite';
import { SIDES } from '../../../state/compare/comparison';
import * as words from '../../../words/compare/view';
import type { Download } from '../../files/download';
import { metricRows } from '../../files/metrics';
import type { Lab } from '../../shell/lab';
import { compareOf } from './lab';
import { whyNoLosses } from './losses';

export function downloadMetrics(lab: Lab, download: Download): void {
  const compare = compareOf(lab);
  const why = whyNoLosses(compare);
  if (why !== null) {
    lab.notices.problem(words.nothingToSave, why);
    return;
  }
  const rows = SIDES.flatMap((side) => {
    const run = compare.runs[side].value;
    if (!run) return [];
    return metricRows(run.losses, compare.evaluation(side)).map(({ step, loss, ...figures }) => ({
      step,
      loss,
      run: side.toUpperCase(),
      ...figures,
    }));
  });
  const { dataset } = compare.sides.a.config.value;
  const [name] = compare.varied.value;
  const values = SIDES.map((side) => String(compare.sides[side].config.value[name]));
  download(`compare-${dataset}-${name}-${values.join('-')}.csv`, writeMetrics(rows), 'text/csv');
}
