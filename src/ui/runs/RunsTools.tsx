/** The tools over the table of runs: the filter, the order on a narrow screen, the settings that differ. */
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
        aria-label="Filter runs"
        placeholder="Filter by name, data, model…"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <label>
        <input
          type="checkbox"
          checked={onlyDiffering}
          onChange={(event) => onOnlyDiffering(event.currentTarget.checked)}
        />{' '}
        Only settings that differ
      </label>
      {/* Cards have no headings to press. */}
      <div class="sort">
        <label for="runs-sort">Sort by</label>
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
          aria-label={order.descending ? 'Descending: reverse the order' : 'Ascending: reverse the order'}
          onClick={() => onSort(order.column)}
        >
          {order.descending ? '↓' : '↑'}
        </button>
      </div>
    </div>
  );
}
