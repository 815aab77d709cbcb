/** The device memory that a run of the form needs, below the batch size. */
import { IMAGE_DATASETS, isImageDatasetId } from '../../../../datasets/images';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { bytesInWords, memoryNeed } from '../../../model/memory';
import type { DataSource } from '../../../types/dataSource';
import * as words from '../../../words/train/memory';
import { useLab } from '../../shell/lab';

/** Bytes; null where the form describes no run yet. */
function needOf(config: RunConfig, source: DataSource | undefined): number | null {
  const { dataset } = config;
  const shipped = isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset] : null;
  const images = shipped ?? (source?.kind === 'images' ? source : null);
  const imageShape = images && [images.height, images.width, images.channels];
  const shape = familyOf(dataset) === 'points' ? [2] : imageShape;
  try {
    return memoryNeed(config, { shape, classes: shipped?.classes.length ?? 0 }).total;
  } catch {
    return null; // the trainer refuses it and says why
  }
}

export default function Memory() {
  const { settings } = useLab();
  const need = needOf(settings.config.value, settings.source.value);
  if (need === null) return null;
  return (
    <div class="row note" title={words.parts}>
      <span />
      <span>{words.needs(bytesInWords(need))}</span>
    </div>
  );
}
