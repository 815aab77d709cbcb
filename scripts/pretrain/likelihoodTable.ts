/** The bits per dimension of model cards as the table of docs/pretraining.md. Pure. */
import type { ModelCard } from '../../src/interop/modelCard';

type Card = Pick<ModelCard, 'label' | 'likelihood'>;
type Bits = NonNullable<NonNullable<ModelCard['likelihood']>['withClass']>;

const HEAD = [
  '| model | of | variance | images | test images | training images | each value by itself |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];
const pair = (mean: number, error: number) => `${mean.toFixed(3)} ± ${error.toFixed(3)}`;

const VARIANCES: Readonly<Record<string, string>> = { 'fixed-small': 'β̃', 'fixed-large': 'β' };

/** The lines of the table, of the cards that have the figures. */
export function likelihoodTable(cards: readonly Card[]): string {
  const lines = cards.flatMap(({ label, likelihood }) => {
    if (!likelihood) return [];
    const { variance, images, withClass } = likelihood;
    const line = (of: string, { bound, error, training, trainingError, independentPixels }: Bits) => {
      const [test, learned] = [pair(bound, error), pair(training, trainingError)];
      const cells = [label, of, VARIANCES[variance] ?? variance, images, test, learned, independentPixels];
      return `| ${cells.join(' | ')} |`;
    };
    return [line('p(x)', likelihood), ...(withClass ? [line('p(x given class)', withClass)] : [])];
  });
  return [...HEAD, ...lines].join('\n');
}

/** Replaces the table in a document. @throws where the document has none */
export function withLikelihoodTable(document: string, cards: readonly Card[]): string {
  const found = document.split('\n');
  const first = found.indexOf(HEAD[0]);
  if (first < 0) throw new Error(`found no table of bits per dimension; expected the line: ${HEAD[0]}`);
  const after = found.findIndex((line, i) => i > first && !line.startsWith('|'));
  found.splice(first, (after < 0 ? found.length : after) - first, likelihoodTable(cards));
  return found.join('\n');
}
