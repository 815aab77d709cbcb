/** The part of the view in which one does something with the model; its code is loaded when it is opened. */

import * as words from '../../../words/sample';
import { Lazy } from '../../widgets/Lazy';
import type { SampleModel } from './model/sampleModel';

const useModel = () => import('./use/UseModel');

export function UseEntry({ model }: { model: SampleModel }) {
  const open = model.use.value !== '';
  return (
    <details
      class="use"
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== open) model.use.value = currentTarget.open ? 'inpaint' : '';
      }}
    >
      <summary>{words.useModel[model.family.value.id]}</summary>
      {open && <Lazy load={useModel} props={{ model }} />}
    </details>
  );
}
