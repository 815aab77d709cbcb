/** Export and import in the Runs panel: the one under way, its progress, and its end by the user. */
import { useState } from 'preact/hooks';
import type { ArchiveWork, Library } from '../../state/library/library';
import { counted } from '../format';
import { exportRuns, importRuns } from './actions';
import type { Actions } from './hooks';
import { exportSentences, importSentences } from './words';

interface Transfer {
  readonly text: string;
  /** Share of the runs that are done; null before the first is known. */
  readonly done: number | null;
  cancel(): void;
}

interface Archive {
  /** Null while nothing is exported or imported. */
  readonly transfer: Transfer | null;
  exportRuns(ids: readonly string[]): void;
  importFile(files: readonly File[]): void;
}

const DOING = { export: 'Exporting', import: 'Importing' } as const;

/** The sentence about a transfer that the user cancelled. */
const cancelledText = (kind: keyof typeof DOING, done: number): string =>
  kind === 'export'
    ? 'The export was cancelled; no file was written.'
    : `The import was cancelled after ${counted(done, 'run')} of the file: what was imported stays.`;

/** @param onNews receives what was done, a sentence each */
export function useArchive(
  library: Library,
  act: Actions['act'],
  onNews: (sentences: readonly string[]) => void,
): Archive {
  const [transfer, setTransfer] = useState<Transfer | null>(null);

  async function follow(
    kind: keyof typeof DOING,
    action: (work: ArchiveWork) => Promise<readonly string[]>,
  ): Promise<void> {
    const end = new AbortController();
    const cancel = () => end.abort();
    let done = 0;
    setTransfer({ text: `${DOING[kind]}…`, done: null, cancel });
    onNews([]);
    const onProgress: ArchiveWork['onProgress'] = (now, all) => {
      done = now;
      setTransfer({ text: `${DOING[kind]} run ${now + 1} of ${all}…`, done: now / all, cancel });
    };
    try {
      onNews(await action({ onProgress, signal: end.signal }));
    } catch (error) {
      if (!end.signal.aborted) throw error;
      onNews([cancelledText(kind, done)]);
    } finally {
      setTransfer(null);
    }
  }

  return {
    transfer,
    exportRuns: (ids) =>
      act('The runs could not be exported.', () =>
        follow('export', async (work) => exportSentences(await exportRuns(library, ids, Date.now(), work))),
      ),
    importFile: ([file]) =>
      act(`“${file.name}” could not be imported.`, () =>
        follow('import', async (work) => importSentences(await importRuns(library, file, work))),
      ),
  };
}
