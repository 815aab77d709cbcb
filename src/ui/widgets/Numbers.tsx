/** The numbers of a chart as a table, for who does not see it or wants them exactly. Read only while it is open. */
import { useMemo, useState } from 'preact/hooks';
import { useThrottled } from '../useThrottled';

type Row = readonly (string | number)[];

interface Props {
  readonly of: string;
  readonly columns: readonly string[];
  /** Reads signals; must not change between renders. */
  readonly rows: () => readonly Row[];
  /** All of the curve, where `rows` is a part of it: what the file holds. */
  readonly file?: { readonly columns: readonly string[]; readonly rows: () => readonly Row[] };
}

const INTERVAL = 1000;

function Table({ of, columns, rows }: Props) {
  const shown = useThrottled(rows, INTERVAL);
  if (shown.length === 0) return <p>None yet.</p>;
  return (
    <table aria-label={of}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row.join()}>
            {row.map((cell, i) => (i === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Numbers(props: Props) {
  const [open, setOpen] = useState(false);
  const rows = useMemo(() => props.rows, []);
  const save = async () => {
    const { saveTable } = await import('../saveTable');
    const { columns, rows: all } = props.file ?? props;
    saveTable({ name: props.of, columns, rows: all() });
  };
  return (
    <details class="numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Numbers</summary>
      {open && <Table {...props} rows={rows} />}
      {open && (
        <button type="button" class="link" aria-label={`${props.of} as CSV`} onClick={() => void save()}>
          Save as CSV
        </button>
      )}
    </details>
  );
}

/** About `count` indices of 0 … length - 1, the first and the last among them. */
export const spread = (length: number, count: number): number[] => {
  const n = Math.min(length, count);
  return Array.from({ length: n }, (_, i) => (n === 1 ? 0 : Math.round((i * (length - 1)) / (n - 1))));
};
