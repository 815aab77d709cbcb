/** The surface of the density, integrated a row a frame, with its distance from the closed form. */
import { computed, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import {
  integrateRows,
  ROW_TIMES,
  ROWS,
  type Row,
  TWO_PEAKS,
  VP,
} from '../../../../diffusion/lab1d/liveDensity';
import { forwardPaths } from '../../../../diffusion/lab1d/paths';
import * as words from '../../../../words/lessons/pictures/densityMoves';
import { whileMoving } from '../../../canvas/frame';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { useThrottledWhile } from '../../../widgets/useThrottled';
import { Controls, decimal, Finding, Range } from '../controls';
import { sliceChart } from './slice';
import { surfaceChart } from './surface';
import '../pictures.css';

const PATHS = 8;
/** The surface grows in about this many seconds. */
const SECONDS = 5;
const DEGREES = (v: number) => `${decimal(v, 0)}°`;

function sampledPaths(): Float64Array[] {
  const { positions, times } = forwardPaths(TWO_PEAKS, VP, [...ROW_TIMES], { count: PATHS, seed: 4 });
  return Array.from({ length: PATHS }, (_, i) =>
    positions.subarray(i * times.length, (i + 1) * times.length),
  );
}

function createModel() {
  const turn = signal(30);
  const tilt = signal(35);
  const playing = signal(false);
  /** Milliseconds that the last frame spent on integrating. */
  const work = signal(0);
  const paths = sampledPaths();
  let source = integrateRows();
  const start = () => [source.next().value as Row];
  const rows = signal<readonly Row[]>(start());
  let owed = 0;
  const advance = (count: number) => {
    const before = performance.now();
    const more: Row[] = [];
    for (let i = 0; i < count; i++) {
      const { value } = source.next();
      if (value) more.push(value);
    }
    work.value = performance.now() - before;
    rows.value = [...rows.value, ...more];
    if (rows.value.length > ROWS) playing.value = false;
  };
  const restart = () => {
    source = integrateRows();
    rows.value = start();
    owed = 0;
  };
  return {
    turn,
    tilt,
    playing,
    work,
    advance,
    restart,
    newest: computed(() => rows.value[rows.value.length - 1]),
    worst: computed(() => Math.max(...rows.value.map(({ distance }) => distance))),
    isWhole: computed(() => rows.value.length > ROWS),
    surface: computed(() => ({ rows: rows.value, paths, turn: turn.value, tilt: tilt.value })),
    /** Adds a row where one is due: never more in one frame, so that a slow device draws on. */
    frame(milliseconds: number) {
      owed = Math.min(2, owed + (milliseconds / 1000 / SECONDS) * ROWS);
      if (owed < 1) return;
      owed -= 1;
      advance(1);
    },
  };
}

type Model = ReturnType<typeof createModel>;

/** Dragging turns the surface, for pointers; the sliders do the same for keys. */
function useDrag({ turn, tilt }: Model) {
  return {
    onPointerDown(event: PointerEvent & { currentTarget: HTMLElement }) {
      if (event.pointerType === 'mouse') event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent & { currentTarget: HTMLElement }) {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const clamp = (v: number, least: number, most: number) =>
        Math.round(Math.min(most, Math.max(least, v)));
      turn.value = clamp(turn.value - event.movementX / 3, -80, 80);
      tilt.value = clamp(tilt.value + event.movementY / 3, 5, 85);
    },
  };
}

function runSentence({ newest, worst, work }: Model): string {
  const { time, distance, mass } = newest.value;
  return words.finding({
    time: decimal(time),
    distance: figure(distance, 2),
    worst: figure(worst.value, 2),
    sign: mass < 1 ? '−' : '+',
    error: figure(Math.abs(mass - 1), 1),
    milliseconds: figure(work.value, 2),
  });
}

export default function DensityMoves() {
  const model = useMemo(createModel, []);
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (still) model.advance(ROWS);
    else model.playing.value = true;
    return whileMoving(
      () => model.playing.value,
      (milliseconds) => model.frame(milliseconds),
    );
  }, [model]);
  const drag = useDrag(model);
  const playing = model.playing.value;
  const read = useMemo(() => () => runSentence(model), [model]);
  const sentence = useThrottledWhile(playing, read);
  return (
    <>
      <Controls>
        <Range label={words.turn} value={model.turn} min={-80} max={80} step={5} say={DEGREES} />
        <Range label={words.tilt} value={model.tilt} min={5} max={85} step={5} say={DEGREES} />
        <button
          type="button"
          onClick={() => {
            if (model.isWhole.value) model.restart();
            model.playing.value = !playing;
          }}
        >
          {playing ? words.pause : model.isWhole.value ? words.again : words.goOn}
        </button>
        <button type="button" disabled={playing || model.isWhole.value} onClick={() => model.advance(1)}>
          {words.oneRow}
        </button>
      </Controls>
      <div class="pair">
        <div class="draggable" {...drag}>
          <IslandCanvas
            mount={surfaceChart}
            data={model.surface}
            class="tall"
            label={words.surfacePicture}
            summary={sentence}
          />
        </div>
        <IslandCanvas
          mount={sliceChart}
          data={model.newest}
          class="tall"
          label={words.slicePicture}
          summary={sentence}
        />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
