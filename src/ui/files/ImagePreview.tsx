/** The dialog that shows what images in a choice of files would become, before they replace the data set. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CollectionSummary, PreparedImages } from '../../interop/images/prepare';
import type { ImageFit } from '../../interop/images/raster';
import { messageOf } from '../../lib/diagnostic';
import { count } from '../format';
import type { PreviewedImages } from '../shell/lab';
import type { ImageUse } from './openFiles';
import './preview.css';
import * as words from '../../words/preview';

/** Images in the preview. */
const TILES = 24;
/** Classes and skipped files that are listed by name; the others are counted. */
const LISTED = 6;

/** Draws images in rows of eight, a canvas pixel each. */
function drawTiles(canvas: HTMLCanvasElement, prepared: PreparedImages): void {
  const { images, width, height, channels } = prepared;
  const columns = Math.min(8, prepared.count);
  const rows = Math.ceil(prepared.count / columns);
  canvas.width = columns * (width + 1) - 1;
  canvas.height = rows * (height + 1) - 1;
  const context = canvas.getContext('2d')!;
  for (let n = 0; n < prepared.count; n++) {
    const tile = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      const at = (n * width * height + i) * channels;
      for (let c = 0; c < 3; c++) tile.data[4 * i + c] = images[channels === 1 ? at : at + c];
      tile.data[4 * i + 3] = 255;
    }
    context.putImageData(tile, (n % columns) * (width + 1), Math.floor(n / columns) * (height + 1));
  }
}

function classesSentence({ classes, labelSource }: CollectionSummary): string {
  if (classes.length === 0) return words.noClasses;
  const names = classes.slice(0, LISTED).map((entry) => `${entry.name} (${count(entry.count)})`);
  const more = classes.length > LISTED ? ', …' : '';
  return words.classesFrom(classes.length, labelSource ?? '', `${names.join(', ')}${more}`);
}

function SkippedFiles({ skipped }: { skipped: readonly { path: string; message: string }[] }) {
  if (skipped.length === 0) return null;
  return (
    <details class="preview-skipped">
      <summary>{words.notUsed(skipped.length)}</summary>
      <ul>
        {skipped.slice(0, LISTED).map(({ path, message }) => (
          <li key={path}>
            <b>{path}</b> {message}
          </li>
        ))}
        {skipped.length > LISTED && <li>{words.andMore(skipped.length - LISTED)}</li>}
      </ul>
    </details>
  );
}

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

const Tick = ({ label, checked, disabled, onChange }: TickProps) => (
  <label>
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />{' '}
    {label}
  </label>
);

interface ImagePreviewProps extends PreviewedImages {
  readonly onUse: (images: PreparedImages, use: ImageUse) => Promise<void>;
  /** The dialog is closed, with or without a choice; the reader is no longer needed. */
  readonly onClose: () => void;
}

/** How the images become samples. */
interface Choice {
  readonly side: number;
  readonly coloured: boolean;
  /** Whether classes are learned, where the images have some. */
  readonly classes: boolean;
  readonly flips: boolean;
}

const sidesOf = ({ reader, networkInput }: Pick<PreviewedImages, 'reader' | 'networkInput'>) =>
  networkInput ? [networkInput.size] : reader.summary.sides;

const fitOf = ({ side, coloured }: Pick<Choice, 'side' | 'coloured'>): ImageFit => ({
  size: side,
  channels: coloured ? 3 : 1,
});

interface ChoicesProps extends Pick<PreviewedImages, 'reader' | 'networkInput'> {
  readonly choice: Choice;
  readonly disabled: boolean;
  readonly change: (changes: Partial<Choice>) => void;
}

function Choices({ reader, networkInput, choice, disabled, change }: ChoicesProps) {
  const { side, coloured, classes, flips } = choice;
  return (
    <div class="preview-choices">
      <label>
        {words.size}{' '}
        <select
          value={String(side)}
          onChange={(event) => change({ side: Number(event.currentTarget.value) })}
          disabled={disabled}
        >
          {sidesOf({ reader, networkInput }).map((value) => (
            <option key={value} value={String(value)}>
              {value} × {value}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.colours}{' '}
        <select
          value={coloured ? 'colour' : 'grey'}
          onChange={(event) => change({ coloured: event.currentTarget.value === 'colour' })}
          disabled={disabled || networkInput !== null}
        >
          <option value="grey">{words.grey}</option>
          <option value="colour">{words.colour}</option>
        </select>
      </label>
      {reader.summary.classes.length > 0 && !networkInput && (
        <Tick
          label={words.learnClasses}
          checked={classes}
          onChange={(checked) => change({ classes: checked })}
          disabled={disabled}
        />
      )}
      <Tick
        label={words.mirror}
        checked={flips}
        onChange={(checked) => change({ flips: checked })}
        disabled={disabled}
      />
    </div>
  );
}

/** The first images as the network would see them. @returns where they are drawn */
function useTiles(
  reader: PreviewedImages['reader'],
  { side, coloured }: Choice,
  onProblem: (problem: string) => void,
) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let current = true;
    reader
      .preview(fitOf({ side, coloured }), TILES)
      .then((prepared) => current && canvas.current && drawTiles(canvas.current, prepared))
      .catch((error: unknown) => current && onProblem(messageOf(error)));
    return () => {
      current = false;
    };
  }, [reader, side, coloured]);
  return canvas;
}

export default function ImagePreview({ name, reader, networkInput, onUse, onClose }: ImagePreviewProps) {
  const { summary } = reader;
  const dialog = useRef<HTMLDialogElement>(null);
  const [choice, setChoice] = useState<Choice>({
    side: sidesOf({ reader, networkInput })[0],
    coloured: networkInput ? networkInput.channels === 3 : summary.coloured,
    classes: true,
    flips: false,
  });
  const [done, setDone] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const canvas = useTiles(reader, choice, setProblem);
  useEffect(() => dialog.current?.showModal(), []);

  const use = async () => {
    const { classes, flips } = choice;
    setProblem(null);
    setDone(0);
    try {
      const prepared = await reader.prepare(fitOf(choice), setDone);
      await onUse(prepared, { classes: classes && summary.classes.length > 0, flips });
      dialog.current?.close();
    } catch (error) {
      setProblem(messageOf(error));
      setDone(null);
    }
  };
  return (
    <dialog ref={dialog} class="preview" aria-label={words.previewData} onClose={onClose}>
      <h2>{name}</h2>
      <p>
        {words.whatImages(summary.count, summary.sizes, summary.coloured)} {classesSentence(summary)}
      </p>
      {summary.notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
      <canvas ref={canvas} role="img" aria-label={words.asNetworkSees(Math.min(TILES, summary.count))} />
      <Choices
        reader={reader}
        networkInput={networkInput}
        choice={choice}
        disabled={done !== null}
        change={(changes) => setChoice((before) => ({ ...before, ...changes }))}
      />
      <p class="preview-note">
        {[words.cropped, networkInput && words.ofOpenedNetwork, words.staysHere].filter(Boolean).join(' ')}
      </p>
      <SkippedFiles skipped={summary.skipped} />
      {problem && <p role="alert">{problem}</p>}
      <div class="buttons">
        <button type="button" class="primary" disabled={done !== null} onClick={() => void use()}>
          {words.useTheseData}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
        {done !== null && <progress max={summary.count} value={done} aria-label={words.converting} />}
      </div>
    </dialog>
  );
}
