/** Interpolate between points: the samples on the arc between two noises, two encoded points or two classes, as a path in the plane. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { longestStep } from '../../../../../state/sample/editing/path';
import { createUndoable } from '../../../../../state/sample/editing/undoable';
import * as words from '../../../../../words/samplePoints';
import * as common from '../../../../../words/sampleUse';
import type { Surface } from '../../../../canvas/island';
import { dot, line, text } from '../../../../canvas/marks';
import type { Placing } from '../../../../canvas/splat';
import { figure, percent } from '../../../../format';
import { IslandCanvas } from '../../../../widgets/IslandCanvas';
import { ClassChoice, drawnOverrides } from '../ClassChoice';
import type { Between } from '../interpolation';
import { chosenPath, PathChoice } from '../PathChoice';
import { PathWork } from '../PathWork';
import { UndoButton } from '../UndoButton';
import { type Place, PlanePad } from './PlanePad';
import { type PlaneData, pixelOf, plane, planeOf, ring } from './plane';
import type { PointUseProps } from './pointData';

const KINDS = { ...common.kinds, samples: words.twoPoints };

type Ends = readonly [Place | null, Place | null];

/** The points of the ends, as long as the page is open. */
const ends = createUndoable<Ends>([null, null]);

const distance = (a: Place, b: Place) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The end that a press puts at a place: one that is missing, else the nearer one. */
function endAt([start, end]: Ends, place: Place): 0 | 1 {
  if (!start) return 0;
  if (!end) return 1;
  return distance(start, place) <= distance(end, place) ? 0 : 1;
}

const withEnd = ([start, end]: Ends, which: 0 | 1, place: Place): Ends =>
  which === 0 ? [place, end] : [start, place];

/** A ring with its name around each end. */
function drawEnds(surface: Surface, placing: Placing, both: readonly (ArrayLike<number> | null)[]): void {
  const { colours } = surface.theme;
  for (const [i, end] of both.entries()) {
    if (!end) continue;
    const [x, y] = pixelOf(placing, end);
    ring(surface, x, y);
    text(surface, common.ends[i], x + 9, y - 7, { colour: colours.ink, halo: colours.stage });
  }
}

/** A line through the samples of a path, in their order, with its ends. */
const pathMarks =
  (samples: readonly Float32Array[]): NonNullable<PlaneData['marks']> =>
  (surface, placing) => {
    const { model } = surface.theme.colours;
    const pixels = samples.map((sample) => pixelOf(placing, sample));
    const [xs, ys] = ([0, 1] as const).map((axis) => pixels.map((pixel) => pixel[axis]));
    line(surface, xs, ys, model, { width: 1.5 });
    for (const [x, y] of pixels) dot(surface, x, y, 2.4, model);
    drawEnds(surface, placing, [samples[0], samples[samples.length - 1]]);
  };

/** The pad for the two points. */
function ChooseEnds({ model, data }: Pick<PointUseProps, 'model' | 'data'>) {
  const moved = useMemo(() => ({ end: 0 as 0 | 1 }), []);
  const picture = useMemo(
    () =>
      computed((): PlaneData => {
        const both = ends.content.value;
        return {
          ...planeOf(model, data),
          marks: (surface, placing) => drawEnds(surface, placing, both),
        };
      }),
    [model, data],
  );
  const stroke = (to: Place, _: Place | null, begins: boolean) => {
    const both = ends.content.peek();
    if (begins) moved.end = endAt(both, to);
    const put = begins ? ends.replace : ends.amend;
    put(withEnd(both, moved.end, to));
  };
  return (
    <>
      <PlanePad label={words.endsChosen} data={picture} stroke={stroke} undo={ends.undo} />
      <div class="pad-tools">
        <UndoButton strokes={ends} />
      </div>
    </>
  );
}

/** The path in the plane, and how it was made. */
function Result({ model, editor, data }: PointUseProps) {
  const { interpolated } = editor.results;
  const picture = useMemo(
    () =>
      computed((): PlaneData => {
        const samples = interpolated.value?.path.samples;
        const plane = planeOf(model, data);
        return samples ? { ...plane, marks: pathMarks(samples) } : plane;
      }),
    [model, data, interpolated],
  );
  const result = interpolated.value;
  return (
    <>
      <IslandCanvas
        mount={plane}
        data={picture}
        class="use-plane"
        label={words.path}
        summary={result ? common.pathSummary(result.path.samples.length, result.between) : common.noneYet}
      />
      {result && (
        <p class="gloss" role="status">
          {common.pathMade({
            n: result.path.samples.length,
            ends: result.between,
            seed: result.seed,
            nfe: result.nfe,
            longest: percent(longestStep(result.path), 1),
          })}
          {/* the root mean square of two coordinates is the distance over √2 */}
          {result.missed !== null && ` ${words.pathMissed(figure(Math.SQRT2 * result.missed, 2))}`}
        </p>
      )}
    </>
  );
}

/** What the path lies between; null while a point is missing. */
function betweenOf({ model, editor }: PointUseProps): Between | null {
  const { kind, classes } = chosenPath(model);
  if (kind === 'classes') return classes;
  if (kind === 'noises') return { kind, ofClass: drawnOverrides({ model, editor, one: true }) };
  const [start, end] = ends.content.value;
  return start && end
    ? { kind, ends: [Float32Array.from(start), Float32Array.from(end)], name: words.twoEncodedPoints }
    : null;
}

export function InterpolatePoints(props: PointUseProps) {
  const { model, editor, data } = props;
  const { kind } = chosenPath(model);
  return (
    <div class="use-panel">
      <div>
        <PathChoice model={model} names={KINDS} />
        {kind === 'samples' && <ChooseEnds model={model} data={data} />}
        {kind === 'noises' && <ClassChoice model={model} editor={editor} one />}
        <p class="gloss">{kind === 'samples' ? words.twoPointsMeaning : common.kindMeanings[kind]}</p>
      </div>
      <div>
        <PathWork model={model} editor={editor} between={betweenOf(props)} size={2} />
        <Result {...props} />
      </div>
    </div>
  );
}
