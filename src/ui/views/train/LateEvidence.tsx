/** The evidence that is measured on request, whose code comes after the first view. */
import { seesClasses } from '../../../config/classNames';
import { Lazy } from '../../widgets/Lazy';
import Bound from './Bound';
import type { TrainModel } from './model/trainModel';

const guidance = () => import('./Guidance');
const memorise = () => import('./memorise/Memorise');
const straighten = () => import('./Straighten');

export default function LateEvidence({ model }: { model: TrainModel }) {
  const { planar } = model.family.value;
  const config = model.config.value;
  return (
    <>
      {planar && seesClasses(config) && <Lazy load={guidance} props={{ model }} />}
      {planar && config.process === 'flow' && !seesClasses(config) && (
        <Lazy load={straighten} props={{ model }} />
      )}
      <Bound model={model} />
      <Lazy load={memorise} props={{ model }} />
    </>
  );
}
