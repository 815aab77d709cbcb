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
import { useLab } from '../shell/lab';

const SIDE = 360;

/** One stroke as x and y in turn, in pixels of the pad, y down. */
type Stroke = number[];

/** Opens itself when it is first drawn. */
export default function DrawPad({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const lab = useLab();
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<Stroke[]>([]);
  /** How many strokes there are, for the buttons. */
  const [drawn, setDrawn] = useState(0);
  const [problem, setProblem] = useState('');
  useEffect(() => dialog.current?.showModal(), [dialog]);

  const paint = () => {
    const g = canvas.current?.getContext('2d');
    const colours = theme.value?.colours;
    if (!g || !colours) return;
    g.clearRect(0, 0, SIDE, SIDE);
    g.strokeStyle = css(colours.data);
    g.lineWidth = 5;
    g.lineCap = g.lineJoin = 'round';
    for (const stroke of strokes.current) {
      g.beginPath();
      g.moveTo(stroke[0], stroke[1]);
      for (let i = 0; i < stroke.length; i += 2)
        g.lineTo(stroke[i], stroke[i + 1] + (stroke.length === 2 ? 0.1 : 0));
      g.stroke();
    }
  };
  const at = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * SIDE) / box.width,
      ((event.clientY - box.top) * SIDE) / box.height,
    ] as const;
  };
  const replaceStrokes = (next: Stroke[]) => {
    strokes.current = next;
    setDrawn(next.length);
    setProblem('');
    paint();
  };
  const undo = () => replaceStrokes(strokes.current.slice(0, -1));
  const writeInstead = () => {
    lab.settings.set('dataset', 'text');
    dialog.current?.close();
    // the field of the text is there with the next rendering
    requestAnimationFrame(() => document.getElementById('field-text')?.focus());
  };
  const use = async () => {
    const { encodeStrokes } = await import('../../../datasets/points/drawing');
    try {
      // The plane's y goes up, the pad's down.
      const flipped = strokes.current.map((stroke) =>
        Float32Array.from(stroke, (v, i) => (i & 1 ? SIDE - v : v)),
      );
      const drawing = encodeStrokes(flipped);
      const config = { ...lab.settings.config.value, dataset: 'drawn', drawing } as const;
      // Trained on is what a link gives back, so that the link reproduces the run.
      const source = {
        kind: 'points',
        points: decodeDrawing(drawing),
        name: `drawing ${drawing.length}`,
      } as const;
      openDataset(config, source);
      lab.settings.replace(config);
      dialog.current?.close();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
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
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label={words.pad}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          replaceStrokes([...strokes.current, [...at(event)]]);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          strokes.current.at(-1)?.push(...at(event));
          paint();
        }}
      />
      {problem && <p role="alert">{problem}</p>}
      <div class="row pair">
        <button type="button" disabled={drawn === 0} title={controls.undoKey} onClick={undo}>
          {words.undoStroke}
        </button>
        <button type="button" disabled={drawn === 0} onClick={() => replaceStrokes([])}>
          {words.clear}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {controls.cancel}
        </button>
        <button type="button" class="strong" onClick={() => void use()}>
          {words.useDrawing}
        </button>
      </div>
    </dialog>
  );
}
