/** Export and import in the Runs panel: the one under way, its progress, and its end by the user. */
import { useState } from 'preact/hooks';
import type { ArchiveWork, Library } from '../../state/library/library';
import * as words from '../../words/runs';
import { exportRuns, importRuns } from './actions';
import type { Actions } from './hooks';
import { exportSentences, importSentences } from './words';

type TransferKind = 'export' | 'import';

interface Transfer {
  readonly text: string;
  /** Share of the runs that are done; null before the first is known. */
  readonly done: number | null;
  cancel(): void;
}

export interface Archive {
  /** Null while nothing is exported or imported. */
  readonly transfer: Transfer | null;
  exportRuns(ids: readonly string[]): void;
  importFile(files: readonly File[]): void;
}

/** The sentence about a transfer that the user cancelled. */
const cancelledText = (kind: TransferKind, done: number): string =>
  kind === 'export' ? words.exportCancelled : words.importCancelled(done);

/** @param onNews receives what was done, a sentence each */
export function useArchive(
  library: Library,
  act: Actions['act'],
  onNews: (sentences: readonly string[]) => void,
): Archive {
  const [transfer, setTransfer] = useState<Transfer | null>(null);

  async function follow(
    kind: TransferKind,
    action: (work: ArchiveWork) => Promise<readonly string[]>,
  ): Promise<void> {
    const end = new AbortController();
    const cancel = () => end.abort();
    let done = 0;
    setTransfer({ text: words.doing[kind], done: null, cancel });
    onNews([]);
    const onProgress: ArchiveWork['onProgress'] = (now, all) => {
      done = now;
      setTransfer({ text: words.doing[`${kind}Of`](now + 1, all), done: now / all, cancel });
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
      act(words.failed.export, () =>
        follow('export', async (work) => exportSentences(await exportRuns(library, ids, Date.now(), work))),
      ),
    importFile: ([file]) =>
      act(words.failed.import(file.name), () =>
        follow('import', async (work) => importSentences(await importRuns(library, file, work))),
      ),
  };
}
