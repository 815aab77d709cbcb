/** What a run of the form will need of its device's memory, beside the batch size. */
import { IMAGE_DATASETS, isImageDatasetId } from '../../../../datasets/images';
import type { DataSource } from '../../../../workers/protocol';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { bytesInWords, memoryNeed } from '../../../model/memory';
import { useLab } from '../../lab';

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
    return null; // refused, with its reason, when it is asked for
  }
}

export default function Memory() {
  const { settings } = useLab();
  const need = needOf(settings.config.value, settings.source.value);
  if (need === null) return null;
  return (
    <div class="row note" title="weights, their copies, and what a step keeps of its forward pass">
      <span />
      <span>needs about {bytesInWords(need)}</span>
    </div>
  );
}
