/** The cost of the form's run here, with the shipped model of its data beside a long one. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import type { ModelEntry } from '../../../interop/modelCard';
import { chooseSmallestNetwork } from '../../../state/train/costs';
import { trainingLike } from '../../../state/train/imageTraining';
import * as words from '../../../words/train/cost';
import { useLab } from '../../shell/lab';
import { Cost } from '../../widgets/Cost';

/** The shipped model of the form's data, that with its schedule before others; null where none ships. */
function usePretrained({ dataset, schedule }: RunConfig): ModelEntry | null {
  const [gallery, setGallery] = useState<readonly ModelEntry[]>([]);
  useEffect(() => {
    import('../../files/models')
      .then(({ loadGallery }) => loadGallery())
      .then(setGallery)
      .catch(() => {}); // the choice is then not offered
  }, []);
  const fitting = gallery.filter(({ data }) => data === dataset);
  return fitting.find(({ id }) => id.endsWith(schedule)) ?? fitting[0] ?? null;
}

function OpenPretrained() {
  const lab = useLab();
  const pretrained = usePretrained(lab.settings.config.value);
  if (!pretrained) return null;
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        lab.extra.value = { ...lab.extra.peek(), pretrained: pretrained.id };
        lab.view.value = 'sample';
      }}
    >
      {words.openPretrained}
    </button>
  );
}

/** What a training with the form's settings has reached, where that was measured: at first, half-way and at the end. */
function ReachedElsewhere() {
  const training = trainingLike(useLab().settings.config.value);
  if (!training) return null;
  const { images, points, floor } = training;
  const some = [0, points.length >> 1, points.length - 1].map((i) => points[i]);
  return (
    <p class="cost" title={words.clearMeans}>
      {words.reached(images, some)} {words.reachedByReal(floor)}
    </p>
  );
}

export default function RunCost() {
  const { settings, trainer } = useLab();
  const plan = useCallback(() => {
    const config = settings.config.value;
    return [{ config, source: settings.source.value, steps: config.trainingSteps }];
  }, [settings]);
  return (
    <>
      <Cost plan={plan} meter={trainer} chooseSmallest={() => chooseSmallestNetwork(settings)}>
        <OpenPretrained />
      </Cost>
      <ReachedElsewhere />
    </>
  );
}
