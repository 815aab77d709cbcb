/** The pad on which a data set is drawn, with mouse, pen or finger. */

import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { decodeDrawing } from '../../../datasets/points/drawingOfLink';
import { openDataset } from '../../config/openDataset';
import { messageOf } from '../../lib/diagnostic';
import * as controls from '../../words/controls';
import * as words from '../../words/drawing';
import { css } from '../canvas/colour';
import { theme } from '../canvas/theme';
import { type Lab, useLab } from '../shell/lab';

const SIDE = 360;

/** One stroke as x and y in turn, in pixels of the pad, y down. */
type Stroke = number[];

/** Lines through the points of each stroke; a dot where there is one point alone. */
function paint(canvas: HTMLCanvasElement | null, strokes: readonly Stroke[]): void {
  const g = canvas?.getContext('2d');
  const colours = theme.value?.colours;
  if (!g || !colours) return;
  g.clearRect(0, 0, SIDE, SIDE);
  g.strokeStyle = css(colours.data);
  g.lineWidth = 5;
  g.lineCap = g.lineJoin = 'round';
  for (const stroke of strokes) {
    g.beginPath();
    g.moveTo(stroke[0], stroke[1]);
    for (let i = 0; i < stroke.length; i += 2)
      g.lineTo(stroke[i], stroke[i + 1] + (stroke.length === 2 ? 0.1 : 0));
    g.stroke();
  }
}

/** Makes strokes the data set of the settings. @throws Error that says why nothing can be learned from them */
async function takeDrawing({ settings }: Lab, strokes: readonly Stroke[]): Promise<void> {
  const { encodeStrokes } = await import('../../../datasets/points/drawing');
  // The plane's y goes up, the pad's down.
  const flipped = strokes.map((stroke) => Float32Array.from(stroke, (v, i) => (i & 1 ? SIDE - v : v)));
  const drawing = encodeStrokes(flipped);
  const config = { ...settings.config.value, dataset: 'drawn', drawing } as const;
  // Trained on is what a link gives back, so that the link reproduces the run.
  const source = {
    kind: 'points',
    points: decodeDrawing(drawing),
    name: `drawing ${drawing.length}`,
  } as const;
  openDataset(config, source);
  settings.replace(config);
}

/** The strokes on a pad, which is painted anew after each change. @param onChange called where there is another number of them */
function useStrokes(onChange: () => void) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<readonly Stroke[]>([]);
  /** How many there are, for the buttons. */
  const [count, setCount] = useState(0);
  const replace = (next: readonly Stroke[]) => {
    strokes.current = next;
    setCount(next.length);
    onChange();
    paint(canvas.current, next);
  };
  const at = ({ clientX, clientY }: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    return [((clientX - box.left) * SIDE) / box.width, ((clientY - box.top) * SIDE) / box.height] as const;
  };
  return {
    canvas,
    strokes,
    count,
    begin: (event: PointerEvent) => replace([...strokes.current, [...at(event)]]),
    goOn(event: PointerEvent) {
      strokes.current.at(-1)?.push(...at(event));
      paint(canvas.current, strokes.current);
    },
    undo: () => replace(strokes.current.slice(0, -1)),
    clear: () => replace([]),
  };
}

type PadProps = Pick<ReturnType<typeof useStrokes>, 'canvas' | 'begin' | 'goOn'>;

const Pad = ({ canvas, begin, goOn }: PadProps) => (
  <canvas
    ref={canvas}
    width={SIDE}
    height={SIDE}
    role="img"
    aria-label={words.pad}
    onPointerDown={(event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      begin(event);
    }}
    onPointerMove={(event) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) goOn(event);
    }}
  />
);
/** Opens itself when it is first drawn. */
export default function DrawPad({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const lab = useLab();
  const [problem, setProblem] = useState('');
  const { strokes, count, undo, clear, ...drawing } = useStrokes(() => setProblem(''));
  useEffect(() => dialog.current?.showModal(), [dialog]);

  const close = () => dialog.current?.close();
  const writeInstead = () => {
    lab.settings.set('dataset', 'text');
    close();
    // the field of the text is there with the next rendering
    requestAnimationFrame(() => document.getElementById('field-text')?.focus());
  };
  const use = () =>
    takeDrawing(lab, strokes.current)
      .then(close)
      .catch((error: unknown) => setProblem(messageOf(error)));
  return (
    <dialog
      ref={dialog}
      class="pad"
      aria-label={words.drawDataSet}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation(); // the settings have an undo of their own
        undo();
      }}
    >
      <p class="same">{words.drawWhat}</p>
      <p>
        {words.withoutPointer}{' '}
        <button type="button" class="link" onClick={writeInstead}>
          {words.typeWord}
        </button>
        {words.inDataSetText}
      </p>
      <Pad {...drawing} />
      {problem && <p role="alert">{problem}</p>}
      <div class="row pair">
        <button type="button" disabled={count === 0} title={controls.undoKey} onClick={undo}>
          {words.undoStroke}
        </button>
        <button type="button" disabled={count === 0} onClick={clear}>
          {words.clear}
        </button>
        <button type="button" onClick={close}>
          {controls.cancel}
        </button>
        <button type="button" class="strong" onClick={() => void use()}>
          {words.useDrawing}
        </button>
      </div>
    </dialog>
  );
}
