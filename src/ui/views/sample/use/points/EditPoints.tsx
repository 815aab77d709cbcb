/** Edit of points: noise is added to points that were drawn, as much as the strength says, and the model takes it away again (SDEdit). */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Edited } from '../../../../../state/sample/editing/editor';
import { MOST_POINTS, withStroke } from '../../../../../state/sample/editing/strokes';
import * as words from '../../../../../words/samplePoints';
import { blank, noneYet } from '../../../../../words/sampleUse';
import { dot, line } from '../../../../canvas/marks';
import { decimal, figure } from '../../../../format';
import { IslandCanvas } from '../../../../widgets/IslandCanvas';
import { ClassChoice, drawnOverrides } from '../ClassChoice';
import { Strength } from '../Strength';
import { UndoButton } from '../UndoButton';
import { Work } from '../Work';
import { type Place, PlanePad } from './PlanePad';
import { type PlaneData, pixelOf, plane, planeOf } from './plane';
import type { PointUseProps } from './pointData';

/** Between two points of a stroke, in standardised units. */
const SPACING = 0.08;

/** Dots at the drawn points, and a line from each to what became of it. @param to [n, 2]; null before it is edited */
const drawingMarks =
  (from: Float32Array, to: Float32Array | null): NonNullable<PlaneData['marks']> =>
  (surface, placing) => {
    const { ink } = surface.theme.colours;
    for (let i = 0; i < from.length; i += 2) {
      const [x, y] = pixelOf(placing, from.subarray(i));
      if (to) {
        const [endX, endY] = pixelOf(placing, to.subarray(i));
        line(surface, [x, endX], [y, endY], ink, { width: 0.7, alpha: 0.35 });
      }
      dot(surface, x, y, 1.8, ink);
    }
  };

/** The mean distance between points and what became of them. */
function meanMove(from: Float32Array, to: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < from.length; i += 2) sum += Math.hypot(to[i] - from[i], to[i + 1] - from[i + 1]);
  return (2 * sum) / from.length;
}

/** The drawing of an edit, what became of it, and how the edit was made. */
function editOf(edited: Edited | null) {
  const edit = edited?.parts[0]?.edit;
  if (!edited || edit?.kind !== 'sdedit') return null;
  return { from: edit.sample, to: edited.samples[0], strength: edit.strength, seed: edited.seed };
}

/** The pad for the drawing, with what clears it. */
function DrawPoints({ model, editor: { points }, data }: PointUseProps) {
  const picture = useMemo(
    () =>
      computed(
        (): PlaneData => ({ ...planeOf(model, data), marks: drawingMarks(points.content.value, null) }),
      ),
    [model, data, points],
  );
  const stroke = (to: Place, from: Place | null, begins: boolean) => {
    const drawn = points.content.peek();
    // a moving pointer goes on from the last point: short pieces of a stroke add up
    const next = withStroke(drawn, begins ? from : drawn.slice(-2), to, SPACING);
    if (begins) points.replace(next);
    else points.amend(next);
  };
  const count = points.content.value.length / 2;
  return (
    <div>
      <PlanePad label={words.pointsToEdit} data={picture} stroke={stroke} undo={points.undo} />
      <div class="pad-tools">
        <button type="button" disabled={count === 0} onClick={() => points.replace(new Float32Array())}>
          {blank}
        </button>
        <UndoButton strokes={points} />
      </div>
      <p class="gloss">{words.drawnPoints(count, MOST_POINTS)}</p>
    </div>
  );
}

/** The edited points, with lines from where they were drawn, and how far they went. */
function Result({ model, editor, data }: PointUseProps) {
  const { edited } = editor.results;
  const picture = useMemo(
    () =>
      computed((): PlaneData => {
        const shown = editOf(edited.value);
        const plane = planeOf(model, data, words.edited);
        return shown ? { ...plane, made: shown.to, marks: drawingMarks(shown.from, shown.to) } : plane;
      }),
    [model, data, edited],
  );
  const shown = editOf(edited.value);
  const count = shown ? shown.to.length / 2 : 0;
  const strength = shown ? decimal(shown.strength) : '';
  return (
    <>
      <IslandCanvas
        mount={plane}
        data={picture}
        class="use-plane"
        label={words.editedPicture}
        summary={shown ? words.editedSummary(count, strength, shown.seed) : noneYet}
      />
      {shown && (
        <p class="gloss" role="status">
          {words.moved(count, strength, figure(meanMove(shown.from, shown.to), 2))}
        </p>
      )}
    </>
  );
}

export function EditPoints(props: PointUseProps) {
  const { model, editor } = props;
  const begin = () => {
    const sample = editor.points.content.peek();
    const edit = { kind: 'sdedit', sample, strength: editor.settings.strength.peek() } as const;
    void editor.run('edit', [
      { edit, count: sample.length / 2, overrides: drawnOverrides({ model, editor }) },
    ]);
  };
  const count = editor.points.content.value.length / 2;
  return (
    <div class="use-panel">
      <DrawPoints {...props} />
      <div>
        <p class="gloss">{words.editHelp}</p>
        <Strength model={model} editor={editor} />
        <ClassChoice model={model} editor={editor} />
        <Work
          model={model}
          editor={editor}
          acts={[{ label: words.editPoints(count), begin, disabled: count === 0 }]}
        />
        <Result {...props} />
      </div>
    </div>
  );
}
