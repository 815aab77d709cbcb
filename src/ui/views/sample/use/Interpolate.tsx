/** Interpolate: a path of samples between two noises, two images or two classes, as a strip and as an animation. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Editor } from '../../../../state/sample/editing/editor';
import { evenly, longestStep } from '../../../../state/sample/editing/path';
import * as words from '../../../../words/sampleUse';
import type { ImageShape } from '../../../canvas/pixels';
import { decimal, percent } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, drawnOverrides } from './ClassChoice';
import { ImageChoice } from './ImageChoice';
import type { Between } from './interpolation';
import { chosenPath, PathChoice } from './PathChoice';
import { PathFilm } from './PathFilm';
import { PathWork } from './PathWork';
import { tileRows } from './tileRows';

const SHOWN = 12;

/** The images of the ends, as long as the page is open. */
const ends = [signal<Float32Array | null>(null), signal<Float32Array | null>(null)] as const;

function ImageEnds({ model, editor, size }: { model: SampleModel; editor: Editor; size: number }) {
  const data = useMemo(
    () =>
      computed(() => {
        const [a, b] = ends.map(({ value }) => (value?.length === size ? value : null));
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
              ends[end].value = image;
            }}
          >
            <button
              type="button"
              aria-label={words.endIsPad(name)}
              onClick={() => {
                ends[end].value = editor.content.peek()?.image ?? null;
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
  const { kind, classes } = chosenPath(model);
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
  const [a, b] = ends.map(({ value }) => (value?.length === size ? value : null));
  const between = (): Between | null => {
    if (kind === 'samples') return a && b && { kind, ends: [a, b], name: words.twoEncodedImages };
    if (kind === 'classes') return classes;
    return { kind: 'noises', ofClass: drawnOverrides({ model, editor, one: true }) };
  };
  return (
    <div class="use-panel">
      <div>
        <PathChoice model={model} names={words.kinds} />
        {kind === 'samples' && <ImageEnds model={model} editor={editor} size={size} />}
        {kind === 'noises' && <ClassChoice model={model} editor={editor} one />}
        <p class="gloss">{words.kindMeanings[kind]}</p>
      </div>
      <div>
        <PathWork model={model} editor={editor} between={between()} size={size} />
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
