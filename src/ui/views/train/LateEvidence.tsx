/** The evidence that is measured on request, whose code comes after the first view. */
import { seesClasses } from '../../../config/classNames';
import { Lazy } from '../../widgets/Lazy';
import Bound from './Bound';
import type { TrainModel } from './model/trainModel';

const guidance = () => import('./Guidance');

export default function LateEvidence({ model }: { model: TrainModel }) {
  const { planar } = model.family.value;
  return (
    <>
      {planar && seesClasses(model.config.value) && <Lazy load={guidance} props={{ model }} />}
      <Bound model={model} />
    </>
  );
}
