/** Edit: noise is added to a drawing, as much as the strength says, and the model takes it away again (SDEdit). */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DrawnPart } from '../../../../state/sample/editing/acts';
import { classesDrawn } from '../../../../state/sample/editing/drawnClass';
import { type Edited, type Editor, editedBy } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import { decimal } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, distinctClasses, drawnNames, drawnOverrides, isInTurn } from './ClassChoice';
import { Pad } from './Pad';
import { Strength } from './Strength';
import { tileRows } from './tileRows';
import { Work } from './Work';

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
}

const VARIATIONS = 8;
const STRENGTHS = [0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1] as const;

const strengthsOf = (parts: readonly DrawnPart[]): number[] =>
  parts.flatMap(({ edit, count }) => new Array(count).fill(edit.kind === 'sdedit' ? edit.strength : 0));

const captionsOf = (parts: readonly DrawnPart[], names: readonly string[]): string[] => {
  const classes = classesDrawn(parts, names);
  return strengthsOf(parts).map((value, i) => words.strengthCaption(decimal(value), classes[i]));
};

/** The edited drawings, each under its strength and class. */
function Result({ model, editor }: Props) {
  const data = useMemo(
    () =>
      computed(() => {
        const shown = editedBy(editor, 'edit');
        return {
          values: shown && Float32Array.from(shown.samples.flatMap((each) => [...each])),
          shape: editor.shape.value,
          columns: 4,
          captions: shown ? captionsOf(shown.parts, drawnNames(model)) : [],
          note: words.editedAppear,
        };
      }),
    [editor, model],
  );
  const summaryOf = ({ parts, seed }: Edited) => {
    const strengths = strengthsOf(parts);
    const distinct = [...new Set(strengths)].map(decimal).join(', ');
    return words.editedSummary(strengths.length, distinctClasses(parts, model), distinct, seed);
  };
  const result = editedBy(editor, 'edit');
  return (
    <IslandCanvas
      mount={tileRows}
      data={data}
      class="variations"
      label={words.edited}
      summary={result ? summaryOf(result) : words.noneYet}
    />
  );
}

export function Edit({ model, editor }: Props) {
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
  const { strength } = editor.settings;
  // a strip that went through the classes would differ by them as well as by its strengths
  const part = (value: number, count: number, one: boolean): DrawnPart => ({
    edit: { kind: 'sdedit', sample: content.image, strength: value },
    count,
    overrides: drawnOverrides({ model, editor, one }),
  });
  const vary = () => void editor.run('edit', [part(strength.peek(), VARIATIONS, false)]);
  const makeStrip = () => {
    const parts = STRENGTHS.map((value) => part(value, 1, true));
    void editor.run('edit', parts);
  };
  const mixed = editor.settings.drawn.value === 'settings' && isInTurn(model);
  return (
    <div class="use-panel">
      <div>
        <Pad model={model} editor={editor} label={words.drawingToEdit} />
      </div>
      <div>
        <p class="gloss">{words.editHelp}</p>
        <Strength model={model} editor={editor} />
        <ClassChoice model={model} editor={editor} />
        <Work
          model={model}
          editor={editor}
          acts={[
            { label: words.editVariations(VARIATIONS), begin: vary },
            { label: words.stripOverStrengths(mixed), begin: makeStrip },
          ]}
        />
        <Result model={model} editor={editor} />
      </div>
    </div>
  );
}
