/** Takes back the last stroke. The pads listen to Ctrl+Z themselves. */
import type { Undoable } from '../../../../state/sample/editing/undoable';
import { undo } from '../../../../words/sampleUse';

type Strokes = Pick<Undoable<unknown>, 'canUndo' | 'undo'>;

export function UndoButton({ strokes }: { strokes: Strokes }) {
  return (
    <button
      type="button"
      class="quiet"
      disabled={!strokes.canUndo.value}
      title="Ctrl+Z"
      onClick={strokes.undo}
    >
      {undo}
    </button>
  );
}
