/** The tools of a pad: what the brush does, its width, and undo. */
import { signal } from '@preact/signals';
import type { Editor } from '../../../../state/sample/editing/editor';
import type { Brush } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { ToggleButtons } from '../../../widgets/ToggleButtons';
import { UndoButton } from './UndoButton';

/** "#rrggbb" as values of -1 … 1. */
const coloursOf = (text: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16) / 127.5 - 1);

/** The brush of a pad, as its buttons set it. */
export function createBrush(kinds: readonly Brush['kind'][]) {
  return {
    kinds,
    kind: signal(kinds[0]),
    width: signal(3),
    colour: signal('#ffffff'),
    erases: signal(false),
  };
}
export type BrushChoice = ReturnType<typeof createBrush>;

export function brushOf({ kind, width, colour, erases }: BrushChoice, channels: number): Brush {
  const ink = channels === 3 ? coloursOf(colour.value) : [1];
  return {
    kind: kind.value,
    colour: erases.value ? new Array(channels).fill(-1) : ink,
    radius: width.value / 2,
  };
}

/** The eraser is ink of the ground. */
const toolOf = ({ kind, erases }: BrushChoice) =>
  kind.value === 'ink' && erases.value ? 'erase' : kind.value;

export function BrushTools({ brush, editor }: { brush: BrushChoice; editor: Editor }) {
  const channels = editor.shape.value?.[2];
  return (
    <div class="pad-tools">
      <ToggleButtons
        label={words.brush}
        choices={brush.kinds.includes('ink') ? [...brush.kinds, 'erase'] : brush.kinds}
        isOn={(tool) => tool === toolOf(brush)}
        nameOf={(tool) => (tool === 'erase' ? words.erase : words.brushes[tool])}
        onPress={(tool) => {
          brush.kind.value = tool === 'erase' ? 'ink' : tool;
          brush.erases.value = tool === 'erase';
        }}
      />
      <label>
        {words.width}{' '}
        <select
          aria-label={words.brushWidth}
          value={brush.width.value}
          onChange={({ currentTarget }) => {
            brush.width.value = Number(currentTarget.value);
          }}
        >
          {[1, 2, 3, 5, 9].map((pixels) => (
            <option key={pixels} value={pixels}>
              {pixels} px
            </option>
          ))}
        </select>
      </label>
      {channels === 3 && (
        <input
          type="color"
          aria-label={words.brushColour}
          value={brush.colour.value}
          onInput={({ currentTarget }) => {
            brush.colour.value = currentTarget.value;
          }}
        />
      )}
      <UndoButton strokes={editor} />
    </div>
  );
}
