/** Buttons and gestures that hand files over: a chooser of files or of a folder, a drop or a paste anywhere on the page. */
import { useEffect } from 'preact/hooks';
import type { ChosenFile } from '../../interop/images/reader';
import { type Lab, useLab } from '../shell/lab';
import { Lazy } from '../widgets/Lazy';
import { filesOfInput, filesOfTransfer } from './chosenFiles';
import { FileChooser } from './FileChooser';
import type { FileKind, ImageUse } from './openFiles';

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
      name={`${label}: file`}
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
      <FileOpener label="Open data" kind="data" accept={TABLES_AND_IMAGES} />
      <FileOpener label="Open folder" kind="either" folder />
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
      void filesOfTransfer(transfer).then((files) => open(lab, files, 'either'));
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

const imagePreview = () => import('./ImagePreview');

const tablePreview = () => import('./TablePreview');

/** The preview of the data that were chosen last, while it is open: a dialog of its own for each choice, also of files with the same name. */
export function DataPreview() {
  const lab = useLab();
  const preview = lab.preview.value;
  if (!preview) return null;
  const close = () => {
    if (lab.preview.peek() === preview) lab.preview.value = null;
  };
  if (preview.kind === 'table')
    return (
      <Lazy
        key={preview}
        load={tablePreview}
        props={{
          ...preview,
          onUse: async (table, classes) => {
            const { useTable } = await import('./openFiles');
            useTable(lab, table, preview.name, classes);
          },
          onClose: close,
        }}
      />
    );
  return (
    <Lazy
      key={preview}
      load={imagePreview}
      props={{
        ...preview,
        onUse: async (images, use: ImageUse) => {
          const { useImages } = await import('./openFiles');
          useImages(lab, images, preview.name, use);
        },
        onClose: () => {
          preview.reader.close();
          close();
        },
      }}
    />
  );
}
