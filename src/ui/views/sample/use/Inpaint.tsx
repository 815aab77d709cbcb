/** Inpaint: hide a part of an image, or draw a part of one, and the model draws what is missing, several times. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classesDrawn } from '../../../../state/sample/editing/drawnClass';
import type { Editor } from '../../../../state/sample/editing/editor';
import { hidden, knownValues } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, distinctClasses, drawnNames, drawnOverrides } from './ClassChoice';
import { Pad, PadImage } from './Pad';
import { BrushTools, brushOf, createBrush } from './PadTools';
import { ancestral, JUMP_LENGTH, Resamplings } from './Resamplings';
import { tileRows } from './tileRows';
import { Work } from './Work';

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

export function Inpaint({ model, editor }: { model: SampleModel; editor: Editor }) {
  const brush = useMemo(() => createBrush(['hide', 'show', 'ink']), []);
  const result = editor.results.edited.value?.use === 'inpaint' ? editor.results.edited.value : null;
  const data = useMemo(
    () =>
      computed(() => {
        const shown = editor.results.edited.value?.use === 'inpaint' ? editor.results.edited.value : null;
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
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
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
        <Pad editor={editor} brush={brushOf(brush, shape[2])} label={words.imageToInpaint} masked />
        <BrushTools brush={brush} editor={editor} />
        <PadImage model={model} editor={editor} />
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
        <IslandCanvas
          mount={tileRows}
          data={data}
          class="variations"
          label={words.inpainted}
          summary={
            result
              ? words.inpaintedSummary(VARIATIONS, distinctClasses(result.parts, model), result.seed)
              : words.noneYet
          }
        />
      </div>
    </div>
  );
}
