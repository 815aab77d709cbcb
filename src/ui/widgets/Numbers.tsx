/** The numbers of a chart as a table: its text alternative, and its exact values. Read only while it is open. */
import { useMemo } from 'preact/hooks';
import * as words from '../../words/controls';
import { saveTable } from '../files/saveTable';
import { figure } from '../format';
import { NumbersShell } from './NumbersShell';
import { useThrottled } from './useThrottled';

type Row = readonly (string | number)[];

interface Props {
  readonly of: string;
  readonly columns: readonly string[];
  /** Reads signals; must not change between renders. */
  readonly rows: () => readonly Row[];
  /** The whole curve for the file, where `rows` is a part of it. */
  readonly file?: { readonly columns: readonly string[]; readonly rows: () => readonly Row[] };
}

const INTERVAL = 1000;

/** A cell as the page writes it; a file has the number. */
const shown = (cell: string | number): string =>
  typeof cell === 'string' || Number.isInteger(cell) ? String(cell) : figure(cell);

function Table({ of, columns, rows }: Props) {
  const present = useThrottled(rows, INTERVAL);
  if (present.length === 0) return <p>{words.noNumbers}</p>;
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
        {present.map((row) => (
          <tr key={row.join()}>
            {row.map(shown).map((cell, i) => (i === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The table, and a button that saves it. */
export function NumbersTable(props: Props) {
  const rows = useMemo(() => props.rows, []);
  const save = () => {
    const { columns, rows: all } = props.file ?? props;
    saveTable({ name: props.of, columns, rows: all() });
  };
  return (
    <>
      <Table {...props} rows={rows} />
      <button type="button" class="link" aria-label={words.asCsv(props.of)} onClick={save}>
        {words.saveAsCsv}
      </button>
    </>
  );
}

export const Numbers = (props: Props) => (
  <NumbersShell of={props.of}>{() => <NumbersTable {...props} />}</NumbersShell>
);

/** About `count` indices of 0 … length - 1, the first and the last among them. */
export const spread = (length: number, count: number): number[] => {
  const n = Math.min(length, count);
  return Array.from({ length: n }, (_, i) => (n === 1 ? 0 : Math.round((i * (length - 1)) / (n - 1))));
};
