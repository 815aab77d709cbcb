/** Inpaint of points: one coordinate is known, and the model draws the other, on a line of the plane. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { KnownCoordinate } from '../../../../../diffusion/exact/conditional';
import type { Line } from '../../../../../state/sample/editing/editor';
import * as words from '../../../../../words/samplePoints';
import { noneYet } from '../../../../../words/sampleUse';
import { line } from '../../../../canvas/marks';
import { decimal, figure, percent } from '../../../../format';
import type { PlaneAxes } from '../../../../islands/planeAxes';
import { useLab } from '../../../../shell/lab';
import { IslandCanvas } from '../../../../widgets/IslandCanvas';
import { ToggleButtons } from '../../../../widgets/ToggleButtons';
import { ClassChoice, distinctClasses, drawnOverrides } from '../ClassChoice';
import { Resamplings } from '../Resamplings';
import { Work } from '../Work';
import { conditionalChart } from './conditionalChart';
import { inpaintLine, POINTS, STEPS } from './inpainting';
import { type PlaneData, pixelOf, plane, planeOf } from './plane';
import type { PointUseProps } from './pointData';

const AXES = [0, 1] as const;
/** Of the slider, in standard deviations of the data. */
const STEP = 0.01;
/** Below this share near the line the network has seen hardly any data there. */
const FEW = 0.005;

/** A standardised value in the units of an axis. */
const inUnits = ({ offset, scale }: PlaneAxes, { axis, value }: KnownCoordinate): string =>
  decimal(+(offset[axis] + scale[axis] * value).toPrecision(3));

/** The line of a known coordinate across the plane. */
const lineOf =
  ({ axis, value }: KnownCoordinate): NonNullable<PlaneData['marks']> =>
  (surface, placing) => {
    const { w, h, theme } = surface;
    const [x, y] = pixelOf(placing, [value, value]);
    const [xs, ys] =
      axis === 0
        ? [
            [x, x],
            [0, h],
          ]
        : [
            [0, w],
            [y, y],
          ];
    line(surface, xs, ys, theme.colours.ink, { width: 1, dash: [5, 4] });
  };

/** How far the drawn values are from the exact distribution. */
function Agreement({ result, axes, className }: { result: Line; axes: PlaneAxes; className: string | null }) {
  const { known, points, exact, guidance } = result;
  if (!exact) return <p class="gloss">{words.densityUnknown}</p>;
  const { distance, floor, near } = exact;
  return (
    <p class="gloss" role="status">
      {words.agreement({
        n: points.length / 2,
        known: axes.names[known.axis],
        value: inUnits(axes, known),
        free: axes.names[1 - known.axis],
        className,
        distance: figure(distance, 2),
        floor: figure(floor.mean, 2),
        spread: figure(floor.spread, 2),
        sets: floor.sets,
      })}{' '}
      {words.near(percent(near.share), decimal(near.reach))}
      {near.share < FEW && ` ${words.fewNear}`}
      {guidance !== 1 && ` ${words.guided(decimal(guidance))}`}
    </p>
  );
}

/** The choice of the known coordinate and of its value. */
function KnownChoice({ model, editor, axes }: Pick<PointUseProps, 'model' | 'editor'> & { axes: PlaneAxes }) {
  const { known } = editor.settings;
  const { axis, value } = known.value;
  const reach = Math.floor(model.stage.value.world / STEP) * STEP;
  const label = words.knownValue(axes.names[axis]);
  return (
    <>
      <ToggleButtons
        label={words.knownCoordinate}
        choices={AXES}
        isOn={(each) => each === axis}
        nameOf={(each) => words.known(axes.names[each])}
        onPress={(each) => {
          known.value = { axis: each, value };
        }}
      />
      <label class="slider">
        {label} <output>{inUnits(axes, known.value)}</output>
        <input
          type="range"
          min={-reach}
          max={reach}
          step={STEP}
          aria-label={label}
          aria-valuetext={inUnits(axes, known.value)}
          value={value}
          onInput={({ currentTarget }) => {
            known.value = { axis, value: Number(currentTarget.value) };
          }}
        />
      </label>
    </>
  );
}

/** Whether points were drawn on another line than the one that is chosen. */
const isStale = (line: Line | null, { axis, value }: KnownCoordinate): boolean =>
  line !== null && (line.known.axis !== axis || line.known.value !== value);

/** The plane with the line and what was drawn on it, and the density of the drawn coordinate. */
const picturesOf = ({ model, editor, data }: PointUseProps) => {
  const { known } = editor.settings;
  const { line: drawn } = editor.results;
  return {
    plane: computed((): PlaneData => {
      const result = drawn.value;
      const axes = data.axes.value;
      const key = result ? words.drawnAt(axes.names[result.known.axis], inUnits(axes, result.known)) : '';
      return {
        ...planeOf(model, data, key),
        made: result?.points ?? null,
        stale: isStale(result, known.value),
        marks: lineOf(known.value),
      };
    }),
    chart: computed(() => {
      const result = drawn.value;
      const { axis } = result?.known ?? known.value;
      const free = 1 - axis;
      const { names, offset, scale } = data.axes.value;
      return {
        values: result?.points.filter((_, i) => (i & 1) === free) ?? null,
        exact: result?.exact ?? null,
        world: model.stage.value.world,
        units: { offset: offset[free], scale: scale[free] },
        names: { axis: names[free], density: words.density(names[free], names[axis]) },
      };
    }),
  };
};

function Result({ model, editor, data }: PointUseProps) {
  const pictures = useMemo(() => picturesOf({ model, editor, data }), [model, editor, data]);
  const axes = data.axes.value;
  const result = editor.results.line.value;
  const classes = result ? distinctClasses(result.parts, model) : [];
  const className = classes.length === 1 ? classes[0] : null;
  const stale = isStale(result, editor.settings.known.value);
  const summaryOf = ({ known, seed }: Line) => {
    const summary = words.lineSummary(POINTS, axes.names[known.axis], inUnits(axes, known), seed, className);
    return stale ? words.earlierValue(summary) : summary;
  };
  return (
    <div>
      <IslandCanvas
        mount={plane}
        data={pictures.plane}
        class="use-plane"
        label={words.linePicture}
        summary={result ? summaryOf(result) : noneYet}
      />
      <div class={stale ? 'stale' : undefined}>
        <IslandCanvas
          mount={conditionalChart}
          data={pictures.chart}
          class="use-chart"
          label={words.distribution}
        />
      </div>
      {result && <Agreement result={result} axes={axes} className={className} />}
    </div>
  );
}

export function InpaintPoints(props: PointUseProps) {
  const { model, editor, data } = props;
  const { evaluator } = useLab();
  const { known, resamplings } = editor.settings;
  const axes = data.axes.value;
  const { axis } = known.value;
  const begin = () =>
    void inpaintLine(model.session, editor, {
      known: known.peek(),
      resamplings: resamplings.peek(),
      ofClass: drawnOverrides({ model, editor }),
      evaluator,
    });
  return (
    <div class="use-panel">
      <div>
        <KnownChoice model={model} editor={editor} axes={axes} />
        <p class="gloss">
          {words.inpaintHelp(axes.names[axis], inUnits(axes, known.value), axes.names[1 - axis])}
        </p>
        <Resamplings model={model} editor={editor} steps={STEPS} />
        <ClassChoice model={model} editor={editor} />
        <Work model={model} editor={editor} acts={[{ label: words.inpaintPoints(POINTS), begin }]} />
      </div>
      <Result {...props} />
    </div>
  );
}
