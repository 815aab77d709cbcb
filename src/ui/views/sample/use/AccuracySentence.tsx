/** How many test samples the model classified as they are labelled, and how sure one can be of the share. */
import type { ComponentChildren } from 'preact';
import { wilsonInterval } from '../../../../lib/wilson';
import { type Accuracy, accuracy } from '../../../../words/sampleUse';
import { percent } from '../../../format';

interface Props extends Pick<Accuracy, 'kind' | 'right' | 'of' | 'noises'> {
  /** Further sentences. */
  readonly children?: ComponentChildren;
}

export function AccuracySentence({ children, ...counts }: Props) {
  const { right, of } = counts;
  const [from, to] = wilsonInterval(right, of).map((share) => percent(share, 1));
  return (
    <p class="gloss" role="status">
      {accuracy({ ...counts, share: percent(right / of, 1), from, to })}
      {children}
    </p>
  );
}
