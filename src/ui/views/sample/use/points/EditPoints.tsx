/** Edit of points: noise is added to points that were drawn, as much as the strength says, and the model takes it away again (SDEdit). */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DrawnPart } from '../../../../../state/sample/editing/acts';
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
import { type PlaneData, plane } from './plane';
import type { PointUseProps } from './pointData';

/** Between two points of a stroke, in standardised units. */
const SPACING = 0.08;

/** Dots at the drawn points, and a line from each to what became of it. @param to [n, 2]; null before it is edited */
const drawingMarks =
  (from: Float32Array, to: Float32Array | null): NonNullable<PlaneData['marks']> =>
  (surface, { centreX, centreY, perUnit }) => {
    const { ink } = surface.theme.colours;
    for (let i = 0; i < from.length; i += 2) {
      const [x, y] = [centreX + perUnit * from[i], centreY - perUnit * from[i + 1]];
      if (to) {
        const end = [centreX + perUnit * to[i], centreY - perUnit * to[i + 1]];
        line(surface, [x, end[0]], [y, end[1]], ink, { width: 0.7, alpha: 0.35 });
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

/** The drawing of an edit, what became of it, and how strong the edit was. */
function editOf(parts: readonly DrawnPart[], samples: readonly Float32Array[]) {
  const [part] = parts;
  return part?.edit.kind === 'sdedit'
    ? { from: part.edit.sample, to: samples[0], strength: part.edit.strength }
    : null;
}

export function EditPoints({ model, editor, data }: PointUseProps) {
  const { points } = editor;
  const { edited } = editor.results;
  const pictures = useMemo(() => {
    const base = () => ({
      data: data.points.value,
      made: null,
      world: model.stage.value.world,
      axes: data.axes.value,
      key: { data: words.data, made: words.edited },
    });
    return {
      pad: computed((): PlaneData => ({ ...base(), marks: drawingMarks(points.content.value, null) })),
      result: computed((): PlaneData => {
        const shown = edited.value && editOf(edited.value.parts, edited.value.samples);
        if (!shown) return base();
        return { ...base(), made: shown.to, marks: drawingMarks(shown.from, shown.to) };
      }),
    };
  }, [model, data, points, edited]);
  const stroke = (to: Place, from: Place | null, begins: boolean) => {
    const drawn = points.content.peek();
    // a moving pointer goes on from the last point: short pieces of a stroke add up
    const next = withStroke(drawn, begins ? from : drawn.slice(-2), to, SPACING);
    if (begins) points.replace(next);
    else points.amend(next);
  };
  const count = points.content.value.length / 2;
  const shown = edited.value && editOf(edited.value.parts, edited.value.samples);
  const begin = () => {
    const sample = points.content.peek();
    const edit = { kind: 'sdedit', sample, strength: editor.settings.strength.peek() } as const;
    void editor.run('edit', [
      { edit, count: sample.length / 2, overrides: drawnOverrides({ model, editor }) },
    ]);
  };
  return (
    <div class="use-panel">
      <div>
        <PlanePad label={words.pointsToEdit} data={pictures.pad} stroke={stroke} undo={points.undo} />
        <div class="pad-tools">
          <button type="button" disabled={count === 0} onClick={() => points.replace(new Float32Array())}>
            {blank}
          </button>
          <UndoButton strokes={points} />
        </div>
        <p class="gloss">{words.drawnPoints(count, MOST_POINTS)}</p>
      </div>
      <div>
        <p class="gloss">{words.editHelp}</p>
        <Strength model={model} editor={editor} />
        <ClassChoice model={model} editor={editor} />
        <Work
          model={model}
          editor={editor}
          acts={[{ label: words.editPoints(count), begin, disabled: count === 0 }]}
        />
        <IslandCanvas
          mount={plane}
          data={pictures.result}
          class="use-plane"
          label={words.editedPicture}
          summary={
            shown && edited.value
              ? words.editedSummary(shown.to.length / 2, decimal(shown.strength), edited.value.seed)
              : noneYet
          }
        />
        {shown && (
          <p class="gloss" role="status">
            {words.moved(
              shown.to.length / 2,
              decimal(shown.strength),
              figure(meanMove(shown.from, shown.to), 2),
            )}
          </p>
        )}
      </div>
    </div>
  );
}
