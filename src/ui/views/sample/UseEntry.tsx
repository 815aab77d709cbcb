/** What one can do with the model, a button each; the code is loaded when one is pressed. */

import { USE_IDS, USES_OF_POINTS, type UseId } from '../../../config/pageParameters';
import * as words from '../../../words/sample';
import { Lazy } from '../../widgets/Lazy';
import { ToggleButtons } from '../../widgets/ToggleButtons';
import type { SampleModel } from './model/sampleModel';

const useModel = () => import('./use/UseModel');

/** The use that a link or a press names; the first one for a name that is none of those offered. */
const useOf = (id: string, offered: readonly UseId[]): UseId | null =>
  id === '' ? null : (offered.find((known) => known === id) ?? offered[0]);

export function UseEntry({ model }: { model: SampleModel }) {
  const { planar, id: family } = model.family.value;
  const offered = planar ? USES_OF_POINTS : USE_IDS;
  const use = useOf(model.use.value, offered);
  const names: Readonly<Partial<Record<UseId, string>>> = words.uses[family];
  return (
    <section class="use" aria-labelledby="use-model">
      <h2 id="use-model">{words.useModel}</h2>
      <ToggleButtons
        label={words.useModel}
        choices={offered}
        isOn={(id) => id === use}
        nameOf={(id) => names[id]}
        onPress={(id) => {
          model.use.value = id === use ? '' : id;
        }}
      />
      {use && <Lazy load={useModel} props={{ model, use }} />}
    </section>
  );
}
