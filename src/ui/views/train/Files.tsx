/** The files of a run that can be saved, and the button that opens a model. */

import * as words from '../../../words/train/view';
import { download } from '../../files/download';
import { FileOpener } from '../../files/FileOpener';
import { useLab } from '../../shell/lab';
import { loadPart } from '../../shell/loadPart';

/** Reading and writing files is not part of the first load. */
const fileWork = () => import('./fileWork');

/** What can be saved, by the names in `SAVING` of `fileWork`. */
const DOWNLOADS = [
  'model',
  'halfPrecision',
  'code',
  'ONNX',
  'samples',
  'data',
  'metrics',
  'picture',
] as const;

export function Files() {
  const lab = useLab();
  const run = lab.store.run('train').value;
  return (
    <div class="files">
      <FileOpener
        label={words.openModel}
        accept=".zip,.json,.safetensors,.png,application/zip"
        kind="model"
      />
      {DOWNLOADS.map((what) => {
        const without = !(run?.samples || what === 'data' || what === 'picture');
        return (
          <button
            key={what}
            type="button"
            aria-disabled={without}
            title={without ? words.trainFirst : undefined}
            onClick={async () => (await loadPart(lab.notices, fileWork))?.SAVING[what](lab, download)}
          >
            {words.downloads[what]}
          </button>
        );
      })}
      <button
        type="button"
        aria-disabled={!run?.samples}
        title={run?.samples ? words.linkModelTitle : words.trainFirst}
        onClick={async () => (await loadPart(lab.notices, fileWork))?.linkModel(lab)}
      >
        {words.linkModel}
      </button>
    </div>
  );
}
