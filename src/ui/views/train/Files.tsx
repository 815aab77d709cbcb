/** The files of a run that can be saved, and the button that opens a model. */
import { download } from '../../files/download';
import { FileOpener } from '../../files/FileOpener';
import { useLab } from '../../shell/lab';

/** Reading and writing files is not part of the first load. */
const fileWork = () => import('./fileWork');

export function Files() {
  const lab = useLab();
  const run = lab.store.run('train').value;
  const without = !run?.samples;
  const hint = without ? 'Train a model first' : undefined;
  return (
    <div class="files">
      <FileOpener label="Open model" accept=".zip,.json,.safetensors,application/zip" kind="model" />
      <button
        type="button"
        aria-disabled={without}
        title={hint}
        onClick={async () => (await fileWork()).downloadModel(lab, download)}
      >
        Download model
      </button>
      <button
        type="button"
        aria-disabled={without}
        title={hint}
        onClick={async () => (await fileWork()).downloadSamples(lab, download)}
      >
        Download samples
      </button>
      <button type="button" onClick={async () => (await fileWork()).downloadData(lab, download)}>
        Download data
      </button>
      <button
        type="button"
        aria-disabled={without}
        title={hint}
        onClick={async () => (await fileWork()).downloadMetrics(lab, download)}
      >
        Download metrics
      </button>
      <button type="button" onClick={async () => (await fileWork()).downloadPicture(lab, download)}>
        Download picture
      </button>
    </div>
  );
}
