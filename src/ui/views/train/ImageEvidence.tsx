/** The findings of a fixed classifier in the newest images of a run: their classes and its confidence, beside real ones. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classNames } from '../../../config/classNames';
import { hasClassifier } from '../../../state/sample/imageMeasure';
import { isReliable } from '../../../state/score';
import type { ImageQuality } from '../../../types/quality';
import * as words from '../../../words/train/classes';
import { figure, percent } from '../../format';
import { type Lab, useLab } from '../../shell/lab';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Numbers } from '../../widgets/Numbers';
import { SUMMARY_INTERVAL, useThrottled } from '../../widgets/useThrottled';
import { type ClassChartData, classChart } from './classChart';
import { classesFinding, classesSentence } from './classFindings';
import type { TrainModel } from './model/trainModel';

function createParts(lab: Lab, model: TrainModel) {
  const { measurements } = lab.evaluation;
  const names = computed(() =>
    classNames(model.config.value, lab.store.run('train').value?.source ?? lab.settings.source.value),
  );
  return {
    names,
    chart: computed<ClassChartData>(() => {
      const quality = model.quality.value?.images;
      const known = hasClassifier(model.config.value.dataset);
      return {
        names: names.value,
        shares: quality?.histogram ?? null,
        real: quality?.floor.histogram ?? null,
        empty: known ? words.withFirstSamples : words.noClassifier,
      };
    }),
    read: () => {
      const quality = model.quality.value?.images ?? null;
      return { quality, finding: classesFinding(quality) };
    },
    summarise: () => classesSentence(model.quality.value?.images ?? null, names.value),
    rows: () => {
      const quality = model.quality.value?.images;
      if (!quality) return [];
      return names.value.map((name, k) => [
        name,
        percent(quality.histogram[k]),
        percent(quality.floor.histogram[k]),
      ]);
    },
    /** By step: the table of classes shows the newest alone. */
    file: {
      columns: ['step', 'images', 'frechet', 'frechet_real', 'confident', 'confident_real'],
      rows: () =>
        measurements.value.map(({ step, score, second }) => [
          step,
          score.n,
          score.value,
          score.floor,
          second.value,
          second.floor,
        ]),
    },
  };
}

/** The Fréchet distance beside that of real images, where it is of enough images. */
const frechetText = ({ count: n, frechet, floor }: ImageQuality): string =>
  isReliable({ kind: 'Fréchet distance', n })
    ? words.frechet(figure(frechet), figure(floor.frechet))
    : words.tooFew;

export default function ImageEvidence({ model }: { model: TrainModel }) {
  const lab = useLab();
  const parts = useMemo(() => createParts(lab, model), [lab, model]);
  const { quality, finding } = useThrottled(parts.read, 1000);
  const summary = useThrottled(parts.summarise, SUMMARY_INTERVAL);
  return (
    <figure>
      <figcaption>
        <h2>{finding ?? words.title}</h2>
        <p>{quality ? words.basis(quality.count, frechetText(quality)) : words.hint}</p>
      </figcaption>
      <IslandCanvas
        mount={classChart}
        data={parts.chart}
        class="h170"
        label={words.chart}
        summary={summary}
      />
      <Numbers of={words.table} columns={words.columns} rows={parts.rows} file={parts.file} />
    </figure>
  );
}
