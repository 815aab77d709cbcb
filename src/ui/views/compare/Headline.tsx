/** The headline of the view: what the two schedules do before there are samples, and afterwards the verdict of the table. */
import { useMemo } from 'preact/hooks';
import { useThrottled } from '../../widgets/useThrottled';
import { firstLookTitle, headline } from './findings';
import { useCompare } from './lab';
import type { CompareModel } from './model/compareModel';
import { measurable, qualityOf } from './model/quality';

export function Headline({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const read = useMemo(
    () => () => {
      const { a, b } = model;
      const sampled = a.reel.value !== null && b.reel.value !== null;
      if (!sampled) return firstLookTitle(a.chosen.value, b.chosen.value);
      return headline({
        quality: qualityOf(model, compare),
        trains: [a, b].some(({ run }) => run.value?.phase === 'training'),
        samples: a.run.value?.samples?.trajectory.count ?? 0,
        planar: a.family.value.planar,
        measurable: measurable(model),
        changed: compare.commands.changed(),
      });
    },
    [model, compare],
  );
  const title = useThrottled(read);
  return <h1>{title}</h1>;
}
