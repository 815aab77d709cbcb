/** What the fixed classifier sees in the newest images of a run: the class of each, and whether it is sure, beside real ones. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { IMAGE_DATASETS, isImageDatasetId } from '../../../../datasets/images';
import { hasClassifier } from '../../../state/imageMeasure';
import { type Lab, useLab } from '../../lab';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Numbers } from '../../widgets/Numbers';
import { type ClassChartData, classChart } from './classChart';
import type { TrainModel } from './model';
import { classesFinding, classesSentence, figure, percent } from './words';

const namesOf = (dataset: string): readonly string[] =>
  isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset].classes : [];

function createParts(lab: Lab, model: TrainModel) {
  const { imageQuality, imageQualities } = lab.evaluation;
  const names = computed(() => namesOf(model.shownConfig.value.dataset));
  return {
    names,
    chart: computed<ClassChartData>(() => {
      const quality = imageQuality.value?.quality;
      const known = hasClassifier(model.shownConfig.value.dataset);
      return {
        names: names.value,
        shares: quality?.histogram ?? null,
        real: quality?.floor.histogram ?? null,
        empty: known ? 'Appears with the first samples.' : 'No classifier knows these images.',
      };
    }),
    read: () => {
      const quality = imageQuality.value?.quality ?? null;
      return { quality, finding: classesFinding(quality) };
    },
    summarise: () => classesSentence(imageQuality.value?.quality ?? null, names.value),
    rows: () => {
      const quality = imageQuality.value?.quality;
      if (!quality) return [];
      return names.value.map((name, k) => [
        name,
        percent(quality.histogram[k]),
        percent(quality.floor.histogram[k]),
      ]);
    },
    /** By step: what the table of classes cannot show. */
    file: {
      columns: ['step', 'images', 'frechet', 'frechet_real', 'sure', 'sure_real'],
      rows: () =>
        imageQualities.value.map(({ step, quality }) => [
          step,
          quality.count,
          quality.frechet,
          quality.floor.frechet,
          quality.clear,
          quality.floor.clear,
        ]),
    },
  };
}

export default function ImageEvidence({ model }: { model: TrainModel }) {
  const lab = useLab();
  const parts = useMemo(() => createParts(lab, model), [lab, model]);
  const { quality, finding } = useThrottled(parts.read, 1000);
  const summary = useThrottled(parts.summarise, SUMMARY_INTERVAL);
  return (
    <figure>
      <figcaption>
        <h2>{finding ?? 'What a classifier sees in the samples'}</h2>
        <p>
          {quality
            ? `Classes of ${quality.count} images (bars), and of as many real ones (lines). Fréchet distance ${figure(quality.frechet)}, real ${figure(quality.floor.frechet)}`
            : 'Share of each class, beside real images'}
        </p>
      </figcaption>
      <IslandCanvas
        mount={classChart}
        data={parts.chart}
        class="h170"
        label="Classes of the newest images"
        summary={summary}
      />
      <Numbers of="Classes" columns={['class', 'samples', 'real']} rows={parts.rows} file={parts.file} />
    </figure>
  );
}
