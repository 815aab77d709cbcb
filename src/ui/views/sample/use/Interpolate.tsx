/** Interpolate: a path of samples between two noises, two images or two classes, as a strip and as an animation. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classNames } from '../../../../config/classNames';
import type { Editor } from '../../../../state/sample/editing/editor';
import { evenly, longestStep } from '../../../../state/sample/editing/path';
import * as words from '../../../../words/sampleUse';
import type { ImageShape } from '../../../canvas/pixels';
import { decimal, percent } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, drawnOverrides } from './ClassChoice';
import { ImageChoice } from './ImageChoice';
import { type Between, interpolate } from './interpolation';
import { PathFilm } from './PathFilm';
import { tileRows } from './tileRows';
import { Work } from './Work';

const SHOWN = 12;
type Kind = keyof typeof words.kinds;

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
        return { values, shape: editor.shape.value, columns: 2, captions: words.ends, note: '' };
      }),
    [editor, size],
  );
  return (
    <>
      <IslandCanvas mount={tileRows} data={data} class="ends-chosen" label={words.imagesBetween} />
      {words.ends.map((name, end) => (
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
              aria-label={words.endIsPad(name)}
              onClick={() => {
                chosen.images[end].value = editor.content.peek()?.image ?? null;
              }}
            >
              {words.pad}
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
      {words.ends.map((name, end) => (
        <label key={name}>
          {name}{' '}
          <select
            aria-label={words.endClass(name)}
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

/** What the path is of, and its film. */
function PathResult({ editor, shape }: { editor: Editor; shape: ImageShape }) {
  const result = editor.results.interpolated.value;
  if (!result) return null;
  return (
    <>
      <p class="gloss">
        {words.pathMade({
          n: result.path.samples.length,
          ends: result.between,
          seed: result.seed,
          nfe: result.nfe,
          longest: percent(longestStep(result.path), 1),
        })}
        {result.missed !== null && ` ${words.pathMissed(decimal((127.5 * result.missed).toFixed(1)))}`}
      </p>
      <PathFilm
        path={result.path}
        shape={shape}
        onProblem={(message) => {
          editor.problem.value = message;
        }}
      />
    </>
  );
}

export function Interpolate({ model, editor }: { model: SampleModel; editor: Editor }) {
  const { form, model: opened } = model.session;
  const config = form.config.value;
  const names = config.classes ? classNames(config, opened.value?.source) : [];
  const kinds = (Object.keys(words.kinds) as Kind[]).filter((id) => id !== 'classes' || names.length > 1);
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
        return { values, shape, columns: 4, captions: [], note: words.pathAppears };
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
    return { kind: 'noises', ofClass: drawnOverrides({ model, editor, one: true }) };
  };
  return (
    <div class="use-panel">
      <div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look, and these are toggles */}
        <div class="layers" role="group" aria-label={words.between}>
          {kinds.map((id) => (
            <button
              type="button"
              key={id}
              aria-pressed={id === kind}
              onClick={() => {
                chosen.kind.value = id;
              }}
            >
              {words.kinds[id]}
            </button>
          ))}
        </div>
        {kind === 'images' && <ImageEnds model={model} editor={editor} size={size} />}
        {kind === 'classes' && <ClassEnds names={names} />}
        {kind === 'noises' && <ClassChoice model={model} editor={editor} one />}
        <p class="gloss">{words.kindMeanings[kind]}</p>
      </div>
      <div>
        <Work
          model={model}
          editor={editor}
          acts={[
            {
              label: words.interpolate,
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
          label={words.path}
          summary={result ? words.pathSummary(result.path.samples.length, result.between) : words.noneYet}
        />
        <PathResult editor={editor} shape={shape} />
      </div>
    </div>
  );
}
