/** The files of a run that can be saved, and the button that opens a model. */
import { download } from '../../files/download';
import { FileOpener } from '../../files/FileOpener';
import { useLab } from '../../shell/lab';

/** Buttons, what each calls of `fileWork`, and whether it does without a trained model. */
const DOWNLOADS = [
  ['model', 'downloadModel'],
  ['half precision', 'downloadHalf'],
  ['code', 'downloadCode'],
  ['ONNX', 'downloadOnnx'],
  ['samples', 'downloadSamples'],
  ['data', 'downloadData', true],
  ['metrics', 'downloadMetrics'],
  ['picture', 'downloadPicture', true],
] as const;

export function Files() {
  const lab = useLab();
  const run = lab.store.run('train').value;
  return (
    <div class="files">
      <FileOpener label="Open model" accept=".zip,.json,.safetensors,application/zip" kind="model" />
      {DOWNLOADS.map(([what, call, always]) => {
        const without = !always && !run?.samples;
        return (
          <button
            key={what}
            type="button"
            aria-disabled={without}
            title={without ? 'Train a model first' : undefined}
            // reading and writing files is not part of the first load
            onClick={async () => (await import('./fileWork'))[call](lab, download)}
          >
            Download {what}
          </button>
        );
      })}
    </div>
  );
}
