/** The files of a run that can be saved, and the button that opens a model. */

import { useState } from 'preact/hooks';
import * as words from '../../../words/train/view';
import { download } from '../../files/download';
import { FileOpener } from '../../files/FileOpener';
import { useLab } from '../../shell/lab';
import { loadPart } from '../../shell/loadPart';
import { Lazy } from '../../widgets/Lazy';

/** Reading and writing files is not part of the first load. */
const fileWork = () => import('./fileWork');
const drawProgress = () => import('./DrawProgress');

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
  'link',
] as const;

export function Files() {
  const lab = useLab();
  const run = lab.store.run('train').value;
  const [busy, setBusy] = useState<(typeof DOWNLOADS)[number] | ''>('');
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
            aria-disabled={without || busy !== ''}
            title={without ? words.trainFirst : what === 'link' ? words.linkModelTitle : undefined}
            onClick={() => {
              if (busy) return;
              setBusy(what);
              void loadPart(lab.notices, fileWork)
                .then((part) => part?.SAVING[what](lab, download))
                .finally(() => setBusy(''));
            }}
          >
            {words.downloads[what]}
          </button>
        );
      })}
      {busy === 'samples' && <Lazy load={drawProgress} props={{}} />}
    </div>
  );
}
