/** Below the figures: what changed settings do, and what a run can be followed by. Loaded with the first run. */

import * as words from '../../../words/train/next';
import { useLab } from '../../shell/lab';
import { RestoreButton } from '../../widgets/RunButtons';
import type { TransportState } from '../../widgets/transportState';

/** Shows the run again that the present one replaced, or that Reset removed. */
function RestorePrevious() {
  const { commands } = useLab();
  const previous = commands.previous.value;
  if (!previous) return null;
  return (
    <>
      {' '}
      <RestoreButton
        label={words.restore}
        title={words.restoreTitle}
        step={previous.state.step}
        onRestore={() => void commands.restore()}
      />
    </>
  );
}

export default function NextActions({ state, changed }: { state: TransportState; changed: boolean }) {
  const lab = useLab();
  const restorable = lab.commands.previous.value !== null && state !== 'compiling';
  const applies = changed && state !== 'ready' && state !== 'failed';
  const compares = state === 'done' && !changed;
  if (!restorable && !applies && !compares) return null;
  return (
    <p class="changed">
      {applies && <span role="status">{words.settingsChanged}</span>}
      {compares && (
        <button
          type="button"
          class="link"
          onClick={() => {
            lab.runToCompare.value = lab.store.run('train').peek();
            lab.view.value = 'compare';
          }}
        >
          {words.compareOneChange}
        </button>
      )}
      {restorable && <RestorePrevious />}
    </p>
  );
}
