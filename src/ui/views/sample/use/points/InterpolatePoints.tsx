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
import { type PlaneData, plane } from './plane';
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
function drawEnds(surface: Surface, { centreX, centreY, perUnit }: Placing, both: Ends): void {
  const { colours } = surface.theme;
  for (const [i, end] of both.entries()) {
    if (!end) continue;
    const [x, y] = [centreX + perUnit * end[0], centreY - perUnit * end[1]];
    dot(surface, x, y, 5, colours.ink);
    dot(surface, x, y, 3, colours.stage);
    text(surface, common.ends[i], x + 9, y - 7, { colour: colours.ink, halo: colours.stage });
  }
}

/** A line through the samples of a path, in their order. */
const pathMarks =
  (samples: readonly Float32Array[], both: Ends): NonNullable<PlaneData['marks']> =>
  (surface, placing) => {
    const { centreX, centreY, perUnit } = placing;
    const { model } = surface.theme.colours;
    const xs = samples.map(([x]) => centreX + perUnit * x);
    const ys = samples.map(([, y]) => centreY - perUnit * y);
    line(surface, xs, ys, model, { width: 1.5 });
    for (const [i, x] of xs.entries()) dot(surface, x, ys[i], 2.4, model);
    drawEnds(surface, placing, both);
  };

export function InterpolatePoints({ model, editor, data }: PointUseProps) {
  const { kind, classes } = chosenPath(model);
  const { interpolated } = editor.results;
  const moved = useMemo(() => ({ end: 0 as 0 | 1 }), []);
  const pictures = useMemo(() => {
    const base = () => ({
      data: data.points.value,
      made: null,
      world: model.stage.value.world,
      axes: data.axes.value,
      key: { data: words.data, made: '' },
    });
    return {
      pad: computed((): PlaneData => {
        const both = ends.content.value;
        return { ...base(), marks: (surface, placing) => drawEnds(surface, placing, both) };
      }),
      path: computed((): PlaneData => {
        const samples = interpolated.value?.path.samples;
        if (!samples) return base();
        const [first, last] = [samples[0], samples[samples.length - 1]];
        return {
          ...base(),
          marks: pathMarks(samples, [
            [first[0], first[1]],
            [last[0], last[1]],
          ]),
        };
      }),
    };
  }, [model, data, interpolated]);
  const between = (): Between | null => {
    if (kind === 'classes') return classes;
    if (kind === 'noises') return { kind, ofClass: drawnOverrides({ model, editor, one: true }) };
    const [start, end] = ends.content.value;
    return start && end
      ? { kind, ends: [Float32Array.from(start), Float32Array.from(end)], name: words.twoEncodedPoints }
      : null;
  };
  const result = interpolated.value;
  return (
    <div class="use-panel">
      <div>
        <PathChoice model={model} names={KINDS} />
        {kind === 'samples' && (
          <>
            <PlanePad
              label={words.endsChosen}
              data={pictures.pad}
              stroke={(to, _, begins) => {
                const both = ends.content.peek();
                if (begins) moved.end = endAt(both, to);
                const put = begins ? ends.replace : ends.amend;
                put(withEnd(both, moved.end, to));
              }}
              undo={ends.undo}
            />
            <div class="pad-tools">
              <UndoButton strokes={ends} />
            </div>
          </>
        )}
        {kind === 'noises' && <ClassChoice model={model} editor={editor} one />}
        <p class="gloss">{kind === 'samples' ? words.twoPointsMeaning : common.kindMeanings[kind]}</p>
      </div>
      <div>
        <PathWork model={model} editor={editor} between={between()} size={2} />
        <IslandCanvas
          mount={plane}
          data={pictures.path}
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
      </div>
    </div>
  );
}
