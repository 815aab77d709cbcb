/** The cost of the form's two runs here, in turn on one device. */
import { useCallback } from 'preact/hooks';
import { SIDES } from '../../../state/compare/comparison';
import { firstStepOf } from '../../../state/compare/pretrainedSide';
import { chooseSmallestNetwork } from '../../../state/train/costs';
import { useLab } from '../../shell/lab';
import { Cost } from '../../widgets/Cost';
import { useCompare } from './lab';

export default function RunCost() {
  const { settings, compareTrainer } = useLab();
  const compare = useCompare();
  const plan = useCallback(
    () =>
      SIDES.map((side) => {
        const model = compare.pretrained.value[side];
        const config = compare.sides[side].config.value;
        return {
          config,
          source: model?.source ?? settings.source.value,
          steps: config.trainingSteps - (model ? firstStepOf(model) : 0),
        };
      }),
    [compare, settings],
  );
  const { a, b } = compare.pretrained.value;
  const { value: varied } = compare.varied;
  const isShared = !a && !b && !varied.includes('unet') && !varied.includes('model');
  return (
    <Cost
      plan={plan}
      meter={compareTrainer}
      chooseSmallest={isShared ? () => chooseSmallestNetwork(settings) : undefined}
    />
  );
}
