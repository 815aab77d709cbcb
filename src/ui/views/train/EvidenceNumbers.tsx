/** The numbers of Train's charts, as tables and files. Loaded when one of them is opened. */
import { useMemo } from 'preact/hooks';
import { comparedField } from '../../../diffusion/prediction';
import { significant } from '../../../lib/numbers';
import * as words from '../../../words/train/numbers';
import { type Lab, useLab } from '../../shell/lab';
import { lastTime } from '../../time/axis';
import { NumbersTable, spread } from '../../widgets/Numbers';
import type { TrainModel } from './model/trainModel';

const ROWS = 10;

/** The data of the three charts as rows of tables. */
function tablesOf(lab: Lab, model: TrainModel) {
  return {
    loss() {
      const losses = model.run.value?.losses;
      const last = model.run.value?.step ?? 0;
      if (!losses || losses.last < losses.first || last < losses.first) return [];
      return spread(losses.last - losses.first + 1, ROWS).map((i) => {
        const step = losses.first + i;
        return [step, significant(losses.at(step)), significant(losses.smoothedAt(step))];
      });
    },
    map() {
      const row = model.run.value?.lossMap.at(-1);
      if (!row) return [];
      const end = lastTime(model.config.value);
      return spread(row.values.length, ROWS).map((i) => {
        const time = ((i + 0.5) / row.values.length) * end;
        return [
          significant(time),
          Number.isNaN(row.values[i]) ? words.noTimeDrawn : significant(row.values[i]),
        ];
      });
    },
    score() {
      const error = lab.evaluation.scoreError.value;
      return error ? error.times.map((time, k) => [significant(time), significant(error.values[k])]) : [];
    },
  };
}

/** Everything that the charts show, for files. */
function filesOf(lab: Lab, model: TrainModel) {
  return {
    loss: {
      columns: ['step', 'loss', 'smoothed'],
      rows() {
        const losses = model.run.value?.losses;
        if (!losses) return [];
        const steps = Array.from({ length: losses.last - losses.first + 1 }, (_, i) => losses.first + i);
        return steps.map((step) => [step, losses.at(step), losses.smoothedAt(step)]);
      },
    },
    map: {
      columns: ['from_step', 'to_step', 't', 'loss'],
      rows() {
        const end = lastTime(model.config.value);
        return (model.run.value?.lossMap ?? []).flatMap(({ from, to, values }) =>
          Array.from(values, (value, i) => [from, to, ((i + 0.5) / values.length) * end, value]),
        );
      },
    },
    score: {
      columns: ['t', 'error'],
      rows() {
        const error = lab.evaluation.scoreError.value;
        return error ? error.times.map((time, k) => [time, error.values[k]]) : [];
      },
    },
  };
}

export interface ChartNumbers {
  readonly chart: keyof typeof words.columns;
  readonly model: TrainModel;
}

export default function EvidenceNumbers({ chart, model }: ChartNumbers) {
  const lab = useLab();
  const tables = useMemo(() => tablesOf(lab, model), [lab, model]);
  const files = useMemo(() => filesOf(lab, model), [lab, model]);
  const what = comparedField(model.config.value.prediction) === 'velocity' ? 'velocity' : 'score';
  const name = words.tables[chart === 'score' ? what : chart];
  return <NumbersTable of={name} columns={words.columns[chart]} rows={tables[chart]} file={files[chart]} />;
}
