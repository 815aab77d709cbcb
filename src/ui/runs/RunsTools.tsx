/** The tools over the table of runs: the filter, the order on a narrow screen, the settings that differ. */

import * as words from '../../words/runs';
import { type ColumnId, columnLabel, type Order } from './rows';

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly columns: readonly ColumnId[];
  readonly order: Order;
  readonly onSort: (column: ColumnId) => void;
  readonly onlyDiffering: boolean;
  readonly onOnlyDiffering: (on: boolean) => void;
}

export function RunsTools(props: Props) {
  const { text, onText, columns, order, onSort, onlyDiffering, onOnlyDiffering } = props;
  return (
    <div class="tools">
      <input
        type="text"
        aria-label={words.filterRuns}
        placeholder={words.filterBy}
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <label>
        <input
          type="checkbox"
          checked={onlyDiffering}
          onChange={(event) => onOnlyDiffering(event.currentTarget.checked)}
        />{' '}
        {words.onlyDiffering}
      </label>
      {/* Cards have no headings to press. */}
      <div class="sort">
        <label for="runs-sort">{words.sortBy}</label>
        <select
          id="runs-sort"
          value={order.column}
          onChange={(event) => onSort(event.currentTarget.value as ColumnId)}
        >
          {columns.map((id) => (
            <option key={id} value={id}>
              {columnLabel(id)}
            </option>
          ))}
        </select>
        <button
          type="button"
          aria-label={order.descending ? words.descending : words.ascending}
          onClick={() => onSort(order.column)}
        >
          {order.descending ? '↓' : '↑'}
        </button>
      </div>
    </div>
  );
}
