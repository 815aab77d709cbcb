/** Interpolate: a path of samples between two noises, two images or two classes, as a strip and as a GIF. */
import { computed, signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classNames } from '../../../../config/classNames';
import { messageOf } from '../../../../lib/diagnostic';
import type { Editor } from '../../../../state/sample/editing/editor';
import { evenly, longestStep } from '../../../../state/sample/editing/path';
import { download } from '../../../files/download';
import { counted, decimal, percent } from '../../../format';
import { useLab } from '../../../shell/lab';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ImageChoice } from './ImageChoice';
import { type Between, interpolate } from './interpolation';
import { savePathGif } from './pathGif';
import { tileRows } from './tileRows';
import { Work } from './Work';

const SHOWN = 12;
const KINDS = { noises: 'Two noises', images: 'Two images', classes: 'Two classes' } as const;
type Kind = keyof typeof KINDS;
const ENDS = ['Start', 'End'] as const;

/** The choices of the ends, as long as the page is open. */
const chosen = {
  kind: signal<Kind>('noises'),
  images: [signal<Float32Array | null>(null), signal<Float32Array | null>(null)] as const,
  classes: [signal(0), signal(1)] as const,
};

function ImageEnds({ model, editor, size }: { model: SampleModel; editor: Editor; size: number }) {
  const data = useMemo(
    () =>
      computed(() => {
        const [a, b] = chosen.images.map(({ value }) => (value?.length === size ? value : null));
        const values = new Float32Array(2 * size).fill(-1);
        if (a) values.set(a);
        if (b) values.set(b, size);
        return { values, shape: editor.shape.value, columns: 2, captions: [...ENDS], note: '' };
      }),
    [editor, size],
  );
  return (
    <>
      <IslandCanvas mount={tileRows} data={data} class="ends-chosen" label="The images to go between" />
      {ENDS.map((name, end) => (
        <div key={name}>
          <span>{name}</span>
          <ImageChoice
            model={model}
            size={size}
            of={name}
            put={(image) => {
              chosen.images[end].value = image;
            }}
          >
            <button
              type="button"
              aria-label={`${name}: the drawing on the pad`}
              onClick={() => {
                chosen.images[end].value = editor.content.peek()?.image ?? null;
              }}
            >
              Pad
            </button>
          </ImageChoice>
        </div>
      ))}
    </>
  );
}

function ClassEnds({ names }: { names: readonly string[] }) {
  return (
    <div class="pad-tools">
      {ENDS.map((name, end) => (
        <label key={name}>
          {name}{' '}
          <select
            aria-label={`${name}: class`}
            value={chosen.classes[end].value}
            onChange={({ currentTarget }) => {
              chosen.classes[end].value = Number(currentTarget.value);
            }}
          >
            {names.map((each, label) => (
              <option key={each} value={label}>
                {each}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

const MEANINGS: Readonly<Record<Kind, string>> = {
  noises: 'The first two noises of the seed, and the arc between them.',
  images:
    'Both images are led up to their noise, along the probability-flow ODE, and samples come down from the arc between the noises.',
  classes: 'One noise; the guess of the noise goes over from one class to the other.',
};

export function Interpolate({ model, editor }: { model: SampleModel; editor: Editor }) {
  const lab = useLab();
  const saving = useSignal(false);
  const { form, model: opened } = model.session;
  const config = form.config.value;
  const names = config.classes ? classNames(config, opened.value?.source) : [];
  const kinds = (Object.keys(KINDS) as Kind[]).filter((id) => id !== 'classes' || names.length > 1);
  const kind = kinds.includes(chosen.kind.value) ? chosen.kind.value : 'noises';
  const result = editor.results.interpolated.value;
  const data = useMemo(
    () =>
      computed(() => {
        const path =
          editor.results.interpolated.value && evenly(editor.results.interpolated.value.path, SHOWN);
        const shape = editor.shape.value;
        const size = shape ? shape[0] * shape[1] * shape[2] : 0;
        const values = path && new Float32Array(path.samples.length * size);
        for (const [i, sample] of (path?.samples ?? []).entries()) values?.set(sample, i * size);
        return { values, shape, columns: 4, captions: [], note: 'The path appears here.' };
      }),
    [editor],
  );
  const shape = editor.shape.value;
  if (!shape) return null;
  const size = shape[0] * shape[1] * shape[2];
  const [a, b] = chosen.images.map(({ value }) => (value?.length === size ? value : null));
  const between = (): Between | null => {
    if (kind === 'images') return a && b && { kind, ends: [a, b] };
    if (kind === 'classes')
      return { kind, from: chosen.classes[0].value, to: chosen.classes[1].value, names };
    return { kind };
  };
  const save = async () => {
    saving.value = true;
    try {
      if (result) await savePathGif(result.path, shape, lab.packAnimation, download);
    } catch (error) {
      editor.problem.value = messageOf(error);
    } finally {
      saving.value = false;
    }
  };
  return (
    <div class="use-panel">
      <div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look, and these are toggles */}
        <div class="layers" role="group" aria-label="Between">
          {kinds.map((id) => (
            <button
              type="button"
              key={id}
              aria-pressed={id === kind}
              onClick={() => {
                chosen.kind.value = id;
              }}
            >
              {KINDS[id]}
            </button>
          ))}
        </div>
        {kind === 'images' && <ImageEnds model={model} editor={editor} size={size} />}
        {kind === 'classes' && <ClassEnds names={names} />}
        <p class="gloss">{MEANINGS[kind]}</p>
      </div>
      <div>
        <Work
          model={model}
          editor={editor}
          acts={[
            {
              label: 'Interpolate',
              disabled: between() === null,
              begin() {
                const chosenEnds = between();
                if (chosenEnds) void interpolate(model.session, editor, chosenEnds, size);
              },
            },
          ]}
        />
        <IslandCanvas
          mount={tileRows}
          data={data}
          class="variations"
          label="The path of samples"
          summary={
            result
              ? `${counted(result.path.samples.length, 'sample')} between ${result.between}`
              : 'None yet.'
          }
        />
        {result && (
          <>
            <p class="gloss">
              {counted(result.path.samples.length, 'sample')} between {result.between}, seed {result.seed},{' '}
              {counted(result.nfe, 'evaluation')} each by DDIM. The longest step is{' '}
              {percent(longestStep(result.path), 1)} of the whole way.
              {result.missed !== null &&
                ` The ends of the path are ${decimal((127.5 * result.missed).toFixed(1))} from the images (root mean square, of 255).`}
            </p>
            <button type="button" disabled={saving.value} onClick={() => void save()}>
              Save the path as GIF
            </button>
          </>
        )}
      </div>
    </div>
  );
}
