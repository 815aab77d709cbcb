/** Undo and redo of the settings, for who has no keyboard; there once a setting has changed. */

import * as words from '../../words/controls';
import { useLab } from '../shell/lab';
import { loadPart } from '../shell/loadPart';

/** The code of an undo is not part of the first view. */
const steps = () => import('../shell/undo');

export function UndoButtons() {
  const lab = useLab();
  const { canUndo, canRedo } = lab.history;
  const press = async (step: 'undo' | 'redo') => (await loadPart(lab.notices, steps))?.[step](lab);
  if (!canUndo.value && !canRedo.value) return null;
  return (
    <div class="row pair">
      <button
        type="button"
        disabled={!canUndo.value}
        title={words.undoKey}
        onClick={() => void press('undo')}
      >
        {words.undoChange}
      </button>
      <button
        type="button"
        disabled={!canRedo.value}
        title={words.redoKey}
        onClick={() => void press('redo')}
      >
        {words.redoChange}
      </button>
    </div>
  );
}
