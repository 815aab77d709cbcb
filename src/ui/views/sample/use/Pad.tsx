/** The pad: the image that one draws on, with mouse, pen, finger or keys. */
import { computed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Editor } from '../../../../state/sample/editing/editor';
import { type Brush, blank, type PadPoint, painted } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { type Cell, DrawArea } from './DrawArea';
import { ImageChoice } from './ImageChoice';
import { BrushTools, brushOf, createBrush } from './PadTools';
import { padIsland } from './padIsland';

interface CanvasProps {
  readonly editor: Editor;
  readonly brush: Brush;
  readonly label: string;
  readonly masked: boolean;
}

function PadCanvas({ editor, brush, label, masked }: CanvasProps) {
  const cursor = useSignal<Cell | null>(null);
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
  const stroke = (to: PadPoint, from: PadPoint | null, begins: boolean) => {
    const content = editor.content.peek();
    if (!content) return;
    const next = painted(content, shape, brush, from ?? to, to);
    if (begins) editor.replace(next);
    else editor.amend(next);
  };
  return (
    <DrawArea
      label={label}
      size={[width, height]}
      start={[0, 0]}
      cursor={cursor}
      stroke={stroke}
      undo={editor.undo}
    >
      <IslandCanvas mount={padIsland} data={data} />
    </DrawArea>
  );
}

/** Puts an image on the pad: a sample, a test image, or none. */
function PadImage({ model, editor }: { model: SampleModel; editor: Editor }) {
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

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
  readonly label: string;
  /** Whether it matters which pixels are known: those that are not are hatched, and the brush can hide and show. */
  readonly masked?: boolean;
}

/** The pad with its tools, and the images to begin with. */
export function Pad({ model, editor, label, masked = false }: Props) {
  const brush = useMemo(() => createBrush(masked ? ['hide', 'show', 'ink'] : ['ink']), [masked]);
  const channels = editor.shape.value?.[2];
  if (!channels) return null;
  return (
    <>
      <PadCanvas editor={editor} brush={brushOf(brush, channels)} label={label} masked={masked} />
      <BrushTools brush={brush} editor={editor} />
      <PadImage model={model} editor={editor} />
    </>
  );
}
