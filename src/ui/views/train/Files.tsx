/** The files of a run: what can be taken away, and what can be opened, by button or by dropping it on the page. */
import { useEffect, useRef } from 'preact/hooks';
import { download } from '../../download';
import type { Lab } from '../../lab';
import { useLab } from '../../lab';

/** Reading and writing files is not part of the first load. */
const fileWork = () => import('./fileWork');

async function open(lab: Lab, files: FileList | null, kind: 'data' | 'model' | 'either') {
  const file = files?.[0];
  if (!file) return;
  const { openFile } = await fileWork();
  await openFile(lab, file, kind);
}

/** A button that opens the file chooser. */
function Opener({ label, accept, kind }: { label: string; accept: string; kind: 'data' | 'model' }) {
  const lab = useLab();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={`${label}: file`}
        onChange={(event) => {
          const { files } = event.currentTarget;
          void open(lab, files, kind).finally(() => {
            if (input.current) input.current.value = ''; // the same file may be opened again
          });
        }}
      />
    </>
  );
}

export const OpenData = () => <Opener label="Open data" accept=".csv,.tsv,.txt,text/csv" kind="data" />;

export function Files() {
  const lab = useLab();
  const run = lab.store.run('train').value;
  const without = !run?.samples;
  const hint = without ? 'Train first: there is no model of yours yet' : undefined;
  return (
    <div class="files">
      <Opener label="Open model" accept=".zip,application/zip" kind="model" />
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

/** Files dropped anywhere on the page are opened by what they are. */
export function useDrop(): void {
  const lab = useLab();
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      void open(lab, event.dataTransfer.files, 'either');
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [lab]);
}
