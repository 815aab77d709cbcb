/** Inpaint: hide a part of an image, or draw a part of one, and the model draws what is missing, several times. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classesDrawn } from '../../../../state/sample/editing/drawnClass';
import { type Edited, type Editor, editedBy } from '../../../../state/sample/editing/editor';
import { hidden, knownValues } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, distinctClasses, drawnNames, drawnOverrides } from './ClassChoice';
import { Pad } from './Pad';
import { ancestral, JUMP_LENGTH, Resamplings } from './Resamplings';
import { tileRows } from './tileRows';
import { Work } from './Work';

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
}

const VARIATIONS = 8;
const STEPS = 25;

const HALVES = [
  [words.halves.right, { left: 0.5 }],
  [words.halves.lower, { top: 0.5 }],
  [words.halves.centre, { left: 0.25, right: 0.75, top: 0.25, bottom: 0.75 }],
  [words.halves.whole, {}],
] as const;

function HideParts({ editor }: { editor: Editor }) {
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
  return (
    <div class="pad-tools">
      <span>{words.hideLabel}</span>
      {HALVES.map(([name, part]) => (
        <button
          type="button"
          class="quiet"
          key={name}
          aria-label={words.hidePart(name)}
          onClick={() => editor.replace(hidden(content, shape, part))}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** What the model drew in place of the hidden pixels. */
function Result({ model, editor }: Props) {
  const data = useMemo(
    () =>
      computed(() => {
        const shown = editedBy(editor, 'inpaint');
        return {
          values: shown?.samples[0] ?? null,
          shape: editor.shape.value,
          columns: 4,
          captions: shown ? classesDrawn(shown.parts, drawnNames(model)).map(words.classCaption) : [],
          note: words.variationsAppear,
        };
      }),
    [editor, model],
  );
  const result = editedBy(editor, 'inpaint');
  const summaryOf = ({ parts, seed }: Edited) =>
    words.inpaintedSummary(VARIATIONS, distinctClasses(parts, model), seed);
  return (
    <IslandCanvas
      mount={tileRows}
      data={data}
      class="variations"
      label={words.inpainted}
      summary={result ? summaryOf(result) : words.noneYet}
    />
  );
}

export function Inpaint({ model, editor }: Props) {
  const content = editor.content.value;
  if (!content || !editor.shape.value) return null;
  const { resamplings } = editor.settings;
  const missing = content.known.reduce((sum, known) => sum + 1 - known, 0);
  const begin = () => {
    const edit = {
      kind: 'inpaint',
      sample: content.image,
      known: knownValues(content),
      resamplings: resamplings.peek(),
      jumpLength: JUMP_LENGTH,
    } as const;
    void editor.run('inpaint', [
      { edit, count: VARIATIONS, overrides: { ...ancestral(STEPS), ...drawnOverrides({ model, editor }) } },
    ]);
  };
  return (
    <div class="use-panel">
      <div>
        <Pad model={model} editor={editor} label={words.imageToInpaint} masked />
        <HideParts editor={editor} />
      </div>
      <div>
        <p class="gloss">
          {missing === 0 ? words.hideFirst : words.hiddenPixels(missing, content.known.length)}
        </p>
        <Resamplings model={model} editor={editor} steps={STEPS} />
        <ClassChoice model={model} editor={editor} />
        <Work
          model={model}
          editor={editor}
          acts={[{ label: words.inpaintVariations(VARIATIONS), begin, disabled: missing === 0 }]}
        />
        <Result model={model} editor={editor} />
      </div>
    </div>
  );
}
