/** The plane as a pad: places in it by mouse, pen, finger or keys, in standardised units. */
import { computed, type ReadonlySignal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { PadPoint } from '../../../../../state/sample/editing/pad';
import { css } from '../../../../canvas/colour';
import { IslandCanvas } from '../../../../widgets/IslandCanvas';
import { type Cell, DrawArea } from '../DrawArea';
import { type PlaneData, plane } from './plane';

/** Cells along each side: some tenth of a standard deviation. */
const CELLS = 48;

/** [2] x and y. */
export type Place = readonly [x: number, y: number];

interface Props {
  readonly label: string;
  readonly data: ReadonlySignal<PlaneData>;
  /** @param from null at the beginning of a stroke @param begins whether undo ends before it */
  readonly stroke: (to: Place, from: Place | null, begins: boolean) => void;
  readonly undo: () => void;
}

export function PlanePad({ label, data, stroke, undo }: Props) {
  const cursor = useSignal<Cell | null>(null);
  const withCursor = useMemo(
    () =>
      computed((): PlaneData => {
        const { marks, ...others } = data.value;
        const cell = cursor.value;
        return {
          ...others,
          marks(surface, placing) {
            marks?.(surface, placing);
            if (!cell) return;
            const { g, w, h, theme } = surface;
            g.strokeStyle = css(theme.colours.ink);
            g.lineWidth = 2;
            g.strokeRect((cell[0] / CELLS) * w, (cell[1] / CELLS) * h, w / CELLS, h / CELLS);
          },
        };
      }),
    [data, cursor],
  );
  const placeOf = ({ x, y }: PadPoint): Place => {
    const { world } = data.peek();
    return [((2 * x) / CELLS - 1) * world, (1 - (2 * y) / CELLS) * world];
  };
  return (
    <DrawArea
      label={label}
      size={[CELLS, CELLS]}
      start={[CELLS / 2, CELLS / 2]}
      cursor={cursor}
      stroke={(to, from, begins) => stroke(placeOf(to), from && placeOf(from), begins)}
      undo={undo}
    >
      <IslandCanvas mount={plane} data={withCursor} />
    </DrawArea>
  );
}
