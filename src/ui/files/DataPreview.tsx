/** The dialog of the data that were chosen last. Loaded with the first preview. */
import { useLab } from '../shell/lab';
import { Lazy } from '../widgets/Lazy';
import type { ImageUse } from './openFiles';

const imagePreview = () => import('./ImagePreview');

const tablePreview = () => import('./TablePreview');

/** The preview of the data that were chosen last, while it is open: a dialog of its own for each choice, also of files with the same name. */
export default function DataPreview() {
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
