/** The pad: the image that one draws on, with mouse, pen, finger or keys. */
import { computed, useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Editor } from '../../../../state/sample/editing/editor';
import { type Brush, blank, type PadPoint, painted } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { pointOn } from '../../../canvas/island';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ImageChoice } from './ImageChoice';
import { padIsland } from './padIsland';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Props {
  readonly editor: Editor;
  readonly brush: Brush;
  readonly label: string;
  /** Whether it matters which pixels are known: those that are not are hatched. */
  readonly masked: boolean;
}

export function Pad({ editor, brush, label, masked }: Props) {
  const cursor = useSignal<readonly [number, number] | null>(null);
  const place = useRef<readonly [number, number]>([0, 0]);
  const last = useRef<PadPoint | null>(null);
  const data = useMemo(
    () =>
      computed(() => ({
        content: editor.content.value,
        shape: editor.shape.value,
        cursor: cursor.value,
        masked,
      })),
    [editor, cursor, masked],
  );
  const shape = editor.shape.value;
  if (!shape) return null;
  const [height, width] = shape;

  const stroke = (to: PadPoint, begins: boolean) => {
    const content = editor.content.peek();
    if (!content) return;
    const next = painted(content, shape, brush, last.current ?? to, to);
    if (begins) editor.replace(next);
    else editor.amend(next);
    last.current = to;
  };
  const at = (event: PointerEvent & { currentTarget: Element }): PadPoint => {
    const { x, y, w, h } = pointOn(event.currentTarget, event);
    return { x: (x / w) * width, y: (y / h) * height };
  };
  const press = (event: KeyboardEvent): boolean => {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      editor.undo();
      return true;
    }
    const [x, y] = place.current;
    const centre = { x: x + 0.5, y: y + 0.5 };
    if (event.key === ' ' || event.key === 'Enter') {
      last.current = null;
      stroke(centre, true);
      return true;
    }
    const step = STEPS[event.key];
    if (!step) return false;
    const next = [
      Math.min(width - 1, Math.max(0, x + step[0])),
      Math.min(height - 1, Math.max(0, y + step[1])),
    ] as const;
    place.current = next;
    cursor.value = next;
    if (event.shiftKey) {
      last.current = centre;
      stroke({ x: next[0] + 0.5, y: next[1] + 0.5 }, true);
    }
    return true;
  };
  return (
    <div
      class="pixel-pad"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys draw on it
      tabIndex={0}
      aria-label={words.padKeys(label)}
      onFocus={() => {
        cursor.value = place.current;
      }}
      onBlur={() => {
        cursor.value = null;
      }}
      onKeyDown={(event) => {
        if (!press(event)) return;
        event.preventDefault();
        event.stopPropagation(); // the page's own keys and undo are for what is outside
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = null;
        stroke(at(event), true);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) stroke(at(event), false);
      }}
    >
      <IslandCanvas mount={padIsland} data={data} />
    </div>
  );
}

/** Puts an image on the pad: a sample, a test image, or none. */
export function PadImage({ model, editor }: { model: SampleModel; editor: Editor }) {
  const shape = editor.shape.value;
  if (!shape) return null;
  const [height, width, channels] = shape;
  return (
    <ImageChoice
      model={model}
      size={height * width * channels}
      put={(image) => editor.replace({ ...(editor.content.peek() ?? blank(shape)), image })} // what is hidden stays so
    >
      <button type="button" onClick={() => editor.replace(blank(shape))}>
        {words.blank}
      </button>
    </ImageChoice>
  );
}
