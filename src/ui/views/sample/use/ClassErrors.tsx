/** A table of the model's errors with a row for each class, that of the least error marked. */
import type { ComponentChildren } from 'preact';
import { leastErrors } from '../../../../diffusion/editing/classify';
import * as words from '../../../../words/sampleUse';
import { figure } from '../../../format';

interface Column {
  readonly heading: string;
  readonly cell: (label: number) => string;
}

interface Props {
  /** [classes] */
  readonly errors: Float32Array;
  readonly names: readonly string[];
  /** Between the names and the errors. */
  readonly columns?: readonly Column[];
  /** How the least error is written. */
  readonly least?: (error: string) => string;
  /** The caption. */
  readonly children: ComponentChildren;
}

export function ClassErrors({ errors, names, columns = [], least = (error) => error, children }: Props) {
  const [best] = leastErrors(errors, errors.length);
  return (
    <table class="errors">
      {children}
      <thead>
        <tr>
          {[words.classColumn, ...columns.map(({ heading }) => heading), words.errorColumn].map((heading) => (
            <th scope="col" key={heading}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from(errors, (error, label) => (
          <tr key={names[label] ?? label} data-best={label === best ? '' : undefined}>
            <th scope="row">{names[label] ?? label}</th>
            {columns.map(({ heading, cell }) => (
              <td key={heading}>{cell(label)}</td>
            ))}
            <td>{label === best ? least(figure(error)) : figure(error)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
