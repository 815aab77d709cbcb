/** A picture that one draws on with mouse, pen, finger or keys: strokes over cells, of which keys go from one to the next. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { PadPoint } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { pointOn } from '../../../canvas/island';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A cell, from the upper left corner. */
export type Cell = readonly [column: number, row: number];

interface Props {
  readonly label: string;
  /** Cells across and down. */
  readonly size: readonly [columns: number, rows: number];
  /** Where keys begin. */
  readonly start: Cell;
  /** Receives the cell that keys act on; null while the area has no focus. */
  readonly cursor: Signal<Cell | null>;
  /** In cells. @param from null at the beginning of a stroke @param begins whether undo ends before it */
  readonly stroke: (to: PadPoint, from: PadPoint | null, begins: boolean) => void;
  readonly undo: () => void;
  readonly children: ComponentChildren;
}

const centreOf = ([column, row]: Cell): PadPoint => ({ x: column + 0.5, y: row + 0.5 });

export function DrawArea({ label, size: [columns, rows], start, cursor, stroke, undo, children }: Props) {
  const place = useRef(start);
  const last = useRef<PadPoint | null>(null);
  const draw = (to: PadPoint, begins: boolean) => {
    stroke(to, last.current, begins);
    last.current = to;
  };
  const at = (event: PointerEvent & { currentTarget: Element }): PadPoint => {
    const { x, y, w, h } = pointOn(event.currentTarget, event);
    return { x: (x / w) * columns, y: (y / h) * rows };
  };
  const press = (event: KeyboardEvent): boolean => {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      undo();
      return true;
    }
    const before = place.current;
    if (event.key === ' ' || event.key === 'Enter') {
      last.current = null;
      draw(centreOf(before), true);
      return true;
    }
    const step = STEPS[event.key];
    if (!step) return false;
    const next = [
      Math.min(columns - 1, Math.max(0, before[0] + step[0])),
      Math.min(rows - 1, Math.max(0, before[1] + step[1])),
    ] as const;
    place.current = next;
    cursor.value = next;
    if (event.shiftKey) {
      last.current = centreOf(before);
      draw(centreOf(next), true);
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
        draw(at(event), true);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) draw(at(event), false);
      }}
    >
      {children}
    </div>
  );
}
