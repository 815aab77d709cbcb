/** The dialog that shows which columns of a table become x and y, before they replace the data set. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ParsedPoints, TableChoice } from '../../interop/csv';
import type { TableColumn } from '../../interop/tableColumns';
import { messageOf } from '../../lib/diagnostic';
import type { PreviewedTable } from '../shell/lab';
import { MOST_CLASSES } from './openFiles';
import { columnScales, drawScatter } from './scatter';
import './preview.css';
import * as words from '../../words/preview';

/** The name of a column, or its number where the table has no header. */
const nameOf = ({ name, index }: TableColumn) => name || words.column(index + 1);

interface ColumnMenuProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly value: number | null;
  /** The entry for no column at all; absent where one is needed. */
  readonly none?: string;
  readonly onChange: (column: number | null) => void;
}

const ColumnMenu = ({ label, columns, value, none, onChange }: ColumnMenuProps) => (
  <label>
    {label}{' '}
    <select
      value={value === null ? '' : String(value)}
      onChange={(event) =>
        onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
      }
    >
      {none !== undefined && <option value="">{none}</option>}
      {columns.map((column) => (
        <option key={column.index} value={String(column.index)}>
          {nameOf(column)}
        </option>
      ))}
    </select>
  </label>
);

function Rows({ preview: { columns, rows, x, y, label } }: Pick<ParsedPoints, 'preview'>) {
  const use = (index: number) =>
    index === x ? 'x' : index === y ? 'y' : index === label ? words.asClass : '';
  return (
    <div class="preview-rows">
      <table>
        <caption class="vh">{words.firstRows}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.index} data-used={use(column.index) ? '' : undefined}>
                {nameOf(column)} {use(column.index) && <small>{use(column.index)}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 5).map((row, i) => (
            <tr key={`${i}:${row.join()}`}>
              {row.map((cell, column) => (
                <td key={columns[column].index} data-used={use(column) ? '' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TablePreviewProps extends PreviewedTable {
  /** Rejects where nothing can be learned from these columns; the dialog then says why and stays open. */
  readonly onUse: (table: ParsedPoints, classes: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Whether the axes have one scale; nothing where the columns cannot be read. */
function scaleNote({ points, problem }: ParsedPoints): string {
  if (problem !== undefined) return '';
  const [x, y] = columnScales(points);
  return x === y ? words.oneScale : words.ownScales;
}

/** What the columns are used as. */
type Choice = Pick<ParsedPoints['preview'], 'x' | 'y' | 'label' | 'header' | 'decimal'>;

const choiceOf = ({ x, y, label, header, decimal }: Choice): Choice => ({ x, y, label, header, decimal });

const requestOf = ({ label, ...others }: Choice): TableChoice => ({
  ...others,
  ...(label !== null && { label }),
});

/** The table as it is chosen to be read; it is read anew after each change, and of several changes the newest counts. */
function useReading({ first, read }: Pick<PreviewedTable, 'first' | 'read'>) {
  const [table, setTable] = useState(first);
  const [problem, setProblem] = useState<string | null>(first.problem ?? null);
  /** The choice that is being read; null while none is. The state is what is rendered. */
  const requested = useRef<Choice | null>(null);
  const [pending, setPending] = useState<Choice | null>(null);
  const change = async (changes: Partial<Choice>) => {
    const choice = { ...(requested.current ?? choiceOf(table.preview)), ...changes };
    requested.current = choice;
    setPending(choice);
    setProblem(null);
    try {
      const next = await read(requestOf(choice));
      if (requested.current === choice) {
        setTable(next);
        setProblem(next.problem ?? null);
      }
    } catch (error) {
      if (requested.current === choice) setProblem(messageOf(error));
    }
    if (requested.current !== choice) return; // a later choice is being read
    requested.current = null;
    setPending(null);
  };
  return { table, problem, setProblem, pending, change };
}

interface ChoicesProps extends Pick<ParsedPoints, 'preview'> {
  /** What the menus show before the table has been read by it; null where it has been. */
  readonly pending: Choice | null;
  readonly change: (changes: Partial<Choice>) => Promise<void>;
}

function Choices({ preview, pending, change }: ChoicesProps) {
  const { columns } = preview;
  const { x, y, label, header } = pending ?? preview;
  const numeric = columns.filter(({ kind }) => kind === 'number' || kind === 'index');
  return (
    <div class="preview-choices">
      <ColumnMenu label="x" columns={numeric} value={x} onChange={(column) => void change({ x: column! })} />
      <ColumnMenu label="y" columns={numeric} value={y} onChange={(column) => void change({ y: column! })} />
      <ColumnMenu
        label={words.classColumn}
        columns={columns.filter(({ index }) => index !== x && index !== y)}
        value={label}
        none={words.noColumn}
        onChange={(column) => void change({ label: column })}
      />
      {!preview.ofArrays && (
        <label>
          <input
            type="checkbox"
            checked={header}
            onChange={(event) => void change({ header: event.currentTarget.checked })}
          />{' '}
          {words.firstRowNames}
        </label>
      )}
    </div>
  );
}

interface ClassesProps {
  readonly count: number;
  readonly learned: boolean;
  readonly setLearned: (learned: boolean) => void;
}

/** Whether the classes are learned, or that they are too many. */
const Classes = ({ count, learned, setLearned }: ClassesProps) =>
  count > MOST_CLASSES ? (
    <p class="preview-note">{words.tooManyClasses(count, MOST_CLASSES)}</p>
  ) : (
    <label>
      <input
        type="checkbox"
        checked={learned}
        onChange={(event) => setLearned(event.currentTarget.checked)}
      />{' '}
      {words.learnClasses}
    </label>
  );

export default function TablePreview({ name, first, read, onUse, onClose }: TablePreviewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { table, problem, setProblem, pending, change } = useReading({ first, read });
  const [learned, setLearned] = useState(true);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (canvas.current) drawScatter(canvas.current, table.points, table.labels?.values ?? null);
  }, [table]);

  const { columns, x, y, count } = table.preview;
  const use = async () => {
    try {
      await onUse(table, learned);
      dialog.current?.close();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <dialog ref={dialog} class="preview" aria-label={words.previewData} onClose={onClose}>
      <h2>{name}</h2>
      <p>
        {words.rows(count)} {scaleNote(table)}
      </p>
      <Choices preview={table.preview} pending={pending} change={change} />
      <Rows preview={table.preview} />
      <canvas
        ref={canvas}
        width={480}
        height={300}
        role="img"
        aria-label={words.against(nameOf(columns[y]), nameOf(columns[x]))}
      />
      {table.labels && (
        <Classes count={table.labels.names.length} learned={learned} setLearned={setLearned} />
      )}
      {table.notices.map((notice) => (
        <p class="preview-note" key={notice}>
          {notice}
        </p>
      ))}
      {problem && <p role="alert">{problem}</p>}
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={pending !== null || table.problem !== undefined}
          onClick={() => void use()}
        >
          {words.useTheseData}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
      </div>
    </dialog>
  );
}
