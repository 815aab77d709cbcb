/** The table of runs, with headings that sort. */

import type { ComponentProps } from 'preact';
import * as words from '../../words/runs';
import { RunRow } from './RunRow';
import { type ColumnId, columnLabel, type Order } from './rows';

interface Props extends Omit<ComponentProps<typeof RunRow>, 'row'> {
  readonly rows: readonly ComponentProps<typeof RunRow>['row'][];
  readonly order: Order;
  readonly onSort: (column: ColumnId) => void;
}

function Heading({ id, order, onSort }: { id: ColumnId } & Pick<Props, 'order' | 'onSort'>) {
  const sorted = order.column === id;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={sorted ? direction : 'none'}>
      <button type="button" class="link" onClick={() => onSort(id)}>
        {columnLabel(id)}
        <span aria-hidden="true">{sorted ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

export function RunsTable({ rows, columns, order, onSort, ...ofRow }: Props) {
  return (
    <table>
      <caption class="vh">{words.runs}</caption>
      <thead>
        <tr>
          {columns.map((id) => (
            <Heading key={id} id={id} order={order} onSort={onSort} />
          ))}
          <th scope="col">
            <span class="vh">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RunRow key={row.record.id} row={row} columns={columns} {...ofRow} />
        ))}
      </tbody>
    </table>
  );
}
