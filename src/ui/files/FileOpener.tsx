/** Buttons and gestures that hand files over: a chooser of files or of a folder, a drop or a paste anywhere on the page. */
import { useEffect } from 'preact/hooks';
import type { ChosenFile } from '../../interop/images/reader';
import * as words from '../../words/ownData';
import { type Lab, useLab } from '../shell/lab';
import { filesOfInput } from './chosenFiles';
import { FileChooser } from './FileChooser';
import type { FileKind } from './openFiles';

/** Reading files is not part of the first load. */
async function open(lab: Lab, files: readonly ChosenFile[], kind: FileKind): Promise<void> {
  const { openFiles } = await import('./openFiles');
  await openFiles(lab, files, kind);
}

interface FileOpenerProps {
  readonly label: string;
  readonly kind: FileKind;
  /** As in an input's `accept`; a folder has none. */
  readonly accept?: string;
  readonly folder?: boolean;
}

/** A button that opens files of a kind that Train, Compare or Process can use. */
export function FileOpener({ label, kind, accept, folder }: FileOpenerProps) {
  const lab = useLab();
  return (
    <FileChooser
      label={label}
      name={words.file(label)}
      accept={accept}
      folder={folder ?? false}
      onChoice={(files) => void open(lab, filesOfInput(files), kind)}
    />
  );
}

const TABLES_AND_IMAGES =
  '.csv,.tsv,.tab,.txt,.dat,.asc,.prn,text/csv,image/png,image/jpeg,image/webp,.npy,.npz,.zip,.gz,.idx,.ubyte';

export function OpenData() {
  return (
    <>
      <FileOpener label={words.openData} kind="data" accept={TABLES_AND_IMAGES} />
      <FileOpener label={words.openFolder} kind="either" folder />
    </>
  );
}

/** Files that are dropped or pasted anywhere on the page are opened by what they are. */
export function useDrop(): void {
  const lab = useLab();
  useEffect(() => {
    const receive = (event: Event, transfer: DataTransfer | null) => {
      if (!transfer?.types.includes('Files')) return;
      event.preventDefault();
      const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
      const dropped = { entries, files: [...transfer.files] };
      void import('./droppedFiles')
        .then(({ filesOfDrop }) => filesOfDrop(dropped))
        .then((files) => open(lab, files, 'either'));
    };
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => receive(event, event.dataTransfer);
    const paste = (event: ClipboardEvent) => receive(event, event.clipboardData);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, [lab]);
}
