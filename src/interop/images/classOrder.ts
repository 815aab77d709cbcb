/** Classes of images in the order in which an opened network knows them: a label is then the class of the same name. */
import type { PreparedImages } from './prepare';

type LabelFields = Pick<PreparedImages, 'labels' | 'classes'>;

/**
 * @param names the network's classes, in its order; null where its file does not name them
 * @returns labels and names in the network's order; as they are where it does not know all of these names
 */
export function inOrderOf({ labels, classes }: LabelFields, names: readonly string[] | null): LabelFields {
  const numbers = classes.map((name) => names?.indexOf(name) ?? -1);
  if (!labels || !names || numbers.includes(-1)) return { ...(labels && { labels }), classes };
  return { labels: labels.map((label) => numbers[label]), classes: names };
}
