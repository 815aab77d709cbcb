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

export default function ImagePreview({ name, reader, networkInput, onUse, onClose }: ImagePreviewProps) {
  const { summary } = reader;
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const sides = networkInput ? [networkInput.size] : summary.sides;
  const [side, setSide] = useState(sides[0]);
  const [coloured, setColoured] = useState(networkInput ? networkInput.channels === 3 : summary.coloured);
  const [classes, setClasses] = useState(true);
  const [flips, setFlips] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const fit: ImageFit = { size: side, channels: coloured ? 3 : 1 };

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    let current = true;
    reader
      .preview({ size: side, channels: coloured ? 3 : 1 }, TILES)
      .then((prepared) => current && canvas.current && drawTiles(canvas.current, prepared))
      .catch((error: unknown) => current && setProblem(messageOf(error)));
    return () => {
      current = false;
    };
  }, [reader, side, coloured]);

  const use = async () => {
    setProblem(null);
    setDone(0);
    try {
      const prepared = await reader.prepare(fit, setDone);
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
      <div class="preview-choices">
        <label>
          {words.size}{' '}
          <select
            value={String(side)}
            onChange={(event) => setSide(Number(event.currentTarget.value))}
            disabled={done !== null}
          >
            {sides.map((value) => (
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
            onChange={(event) => setColoured(event.currentTarget.value === 'colour')}
            disabled={done !== null || networkInput !== null}
          >
            <option value="grey">{words.grey}</option>
            <option value="colour">{words.colour}</option>
          </select>
        </label>
        {summary.classes.length > 0 && !networkInput && (
          <Tick label={words.learnClasses} checked={classes} onChange={setClasses} disabled={done !== null} />
        )}
        <Tick label={words.mirror} checked={flips} onChange={setFlips} disabled={done !== null} />
      </div>
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
