/** The names of the classes that a configuration can draw. */
import { isPointDatasetId, POINT_DATASETS, type PointDataset } from '../../datasets';
import { IMAGE_DATASETS, isImageDatasetId } from '../../datasets/images';
import type { DataSource } from '../types/dataSource';
import type { RunConfig } from './fields';

type NetworkFields = Partial<Pick<RunConfig, 'model' | 'unet' | 'architecture' | 'classes'>>;

type ClassFields = Pick<RunConfig, 'dataset'> & NetworkFields;

/** Whether a network of points is conditioned on the class: it takes the way of the time, and without time conditioning there is none. */
export const seesClasses = ({
  classes,
  conditioning,
}: Pick<RunConfig, 'classes' | 'conditioning'>): boolean => classes && conditioning !== 'none';

/**
 * The class that a network draws which sees classes: its number, -1 for all in turn; null where it sees none, and at a guidance of 0, which
 * leaves the class out.
 */
export const drawnLabel = ({
  classes,
  label,
  guidance,
}: Pick<RunConfig, 'classes' | 'label' | 'guidance'>): number | null =>
  classes && guidance !== 0 ? label : null;

/** More classes than this are chosen by their number: no menu shows them. */
const MOST_LISTED = 100;

interface NetworkClasses {
  /** Less the row for no class. */
  readonly count: number;
  /** Null where the file does not name them. */
  readonly names: readonly string[] | null;
}

/** Classes of an opened network; null where its configuration is not the one that counts. */
export function networkClasses({ model, unet, architecture, classes }: NetworkFields): NetworkClasses | null {
  if ((model !== 'dit' && unet !== 'custom') || !architecture || !classes) return null;
  try {
    const fields = JSON.parse(architecture);
    const { num_class_embeds: rows, _null_class: hasNone, _class_names: names } = fields;
    const count = model === 'dit' ? fields.num_classes : rows - (hasNone === true ? 1 : 0);
    if (!Number.isInteger(count)) return null;
    const fit = Array.isArray(names) && names.length === count;
    return { count, names: fit ? names.map(String) : null };
  } catch {
    return null;
  }
}

/**
 * The names of a data set's classes by their numbers, or those of an opened model; a class without a name has its number. Empty where
 * there are none.
 */
export function classNames(config: ClassFields, source?: DataSource): readonly string[] {
  const { dataset } = config;
  if (isImageDatasetId(dataset)) return IMAGE_DATASETS[dataset].classes;
  const own = source?.classes ?? [];
  if (isPointDatasetId(dataset))
    return (POINT_DATASETS[dataset] as PointDataset).classes ?? (dataset === 'csv' ? own : []);
  const network = networkClasses(config);
  if (!network) return own;
  const names = own.length > 0 ? own : (network.names ?? []);
  if (network.count > MOST_LISTED && names.length === 0) return [];
  return Array.from({ length: network.count }, (_, i) => names[i] ?? String(i));
}
