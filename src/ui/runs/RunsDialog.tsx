/** The Runs panel: every run that this browser has saved, what became of it, and what to do with it. */
import type { ComponentProps, Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Library, Room, StorageError } from '../../state/library/library';
import { isLive } from '../../state/run/run';
import { SLOTS } from '../../state/run/store';
import { FileChooser } from '../files/FileChooser';
import { useLab } from '../shell/lab';
import { useActions, useDeletions, useRows } from './hooks';
import { RunsTable } from './RunsTable';
import { RunsTools } from './RunsTools';
import { rowActions } from './rowActions';
import {
  type ColumnId,
  columnLabel,
  columnsOf,
  differingSettings,
  filterRows,
  NEWEST_FIRST,
  nextOrder,
  type Order,
  type Row,
  sortRows,
  USUAL_SETTINGS,
} from './rows';
import { type Archive, useArchive } from './useArchive';
import { deletedText, persistenceText, roomText } from './words';
import './runs.css';
import * as words from '../../words/runs';

/** The rows that the panel shows, by its tools. */
function useTable(rows: readonly Row[]) {
  const [text, setText] = useState('');
  const [order, setOrder] = useState<Order>(NEWEST_FIRST);
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const filtered = filterRows(rows, text);
  const differing = differingSettings(filtered.map(({ record }) => record));
  const columns = columnsOf(onlyDiffering ? differing : USUAL_SETTINGS);
  return {
    visible: sortRows(filtered, order),
    differing,
    columns,
    text,
    setText,
    order,
    sort: (column: ColumnId) => setOrder(nextOrder(order, column)),
    onlyDiffering,
    setOnlyDiffering,
    /** For a screen reader. */
    summary: words.sortedBy(
      words.shown(filtered.length, rows.length),
      columnLabel(order.column),
      order.descending,
    ),
  };
}

function Empty({ onTrain }: { onTrain: () => void }) {
  const { store } = useLab();
  const trains = SLOTS.some((slot) => {
    const run = store.run(slot).value;
    return run !== null && isLive(run);
  });
  return (
    <div class="empty">
      <p>{words.noRuns}</p>
      {trains ? (
        <p>{words.willBeListed}</p>
      ) : (
        <button type="button" class="strong" onClick={onTrain}>
          {words.trainOne}
        </button>
      )}
    </div>
  );
}

/** Why there is no list, and what to do. */
function Unreadable({ error }: { readonly error: Error }) {
  const { details } = error as Partial<StorageError>;
  return (
    <>
      <p role="alert">{words.unreadable(error.message)}</p>
      {details && (
        <details>
          <summary>{words.details}</summary>
          <p>{details}</p>
        </details>
      )}
    </>
  );
}

interface ListProps extends Pick<ComponentProps<typeof RunsTable>, 'now' | 'busy' | 'actions'> {
  readonly rows: readonly Row[];
  readonly table: ReturnType<typeof useTable>;
}

/** The tools of the table, and the rows that they leave. */
function List({ rows, table, now, busy, actions }: ListProps) {
  const { visible, columns } = table;
  const baseline = rows.find(({ record }) => record.pinned)?.record ?? null;
  return (
    <>
      <RunsTools
        text={table.text}
        onText={table.setText}
        columns={columns}
        order={table.order}
        onSort={table.sort}
        onlyDiffering={table.onlyDiffering}
        onOnlyDiffering={table.setOnlyDiffering}
      />
      <p class="vh" role="status">
        {table.summary}
      </p>
      {visible.length === 0 && <p>{words.noMatch(table.text)}</p>}
      {table.onlyDiffering && visible.length > 0 && table.differing.length === 0 && (
        <p>{words.allAlike(visible.length)}</p>
      )}
      <div class="scroll">
        <RunsTable
          rows={visible}
          columns={columns}
          exact={table.onlyDiffering}
          order={table.order}
          onSort={table.sort}
          baseline={baseline}
          now={now}
          busy={busy}
          actions={actions}
        />
      </div>
    </>
  );
}

interface HeadProps {
  readonly title: Ref<HTMLHeadingElement>;
  readonly shown: number;
  readonly all: number;
  readonly onExport: () => void;
  readonly onImport: (files: readonly File[]) => void;
}

const Head = ({ title, shown, all, onExport, onImport }: HeadProps) => (
  <div class="head">
    <h2 id="runs-title" tabIndex={-1} ref={title}>
      {words.runs}
    </h2>
    {all > 0 && (
      <button type="button" onClick={onExport}>
        {shown < all ? words.exportShown(shown) : words.exportAll}
      </button>
    )}
    <FileChooser label={words.importLabel} name={words.importFile} accept=".zip" onChoice={onImport} />
    <form method="dialog">
      <button type="submit">{words.close}</button>
    </form>
  </div>
);

/** The runs that were deleted, with a way to have them again. */
function Deleted({ names, onUndo }: { readonly names: readonly string[]; readonly onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (names.length > 0) undo.current?.focus(); // the button that was pressed is gone with its row
  }, [names.length]);
  if (names.length === 0) return null;
  return (
    <p class="undo">
      <span role="status">{deletedText(names)}</span>
      <button type="button" class="strong" ref={undo} onClick={onUndo}>
        {words.undo}
      </button>
    </p>
  );
}

const TransferProgress = ({ transfer }: Pick<Archive, 'transfer'>) =>
  transfer && (
    <p class="transfer">
      <span role="status">{transfer.text}</span>
      <progress aria-hidden="true" value={transfer.done ?? undefined} />
      <button type="button" onClick={transfer.cancel}>
        {words.cancel}
      </button>
    </p>
  );

/** How much the runs take, and whether the browser keeps them. @param rows null while they are being read */
function Foot({ rows, room }: { readonly rows: readonly Row[] | null; readonly room: Room | null }) {
  const bytes = rows?.reduce((sum, row) => sum + (row.bytes ?? 0), 0) ?? 0;
  return (
    <div class="foot">
      {rows && <p>{roomText(rows.length, bytes, room)}</p>}
      <p>
        {words.keeping} {persistenceText(room)}
      </p>
    </div>
  );
}

function Panel({ library, close }: { readonly library: Library; readonly close: () => void }) {
  const lab = useLab();
  const { rows, unreadable, now } = useRows(library);
  const { busy, problem, act } = useActions();
  const deletions = useDeletions();
  const table = useTable(rows ?? []);
  const [news, setNews] = useState<readonly string[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  const actions = rowActions({ lab, library, close, act, deletions, setNews });
  const archive = useArchive(library, act, setNews);
  const undoLast = () =>
    act(words.failed.undo, async () => {
      await deletions.undoLast();
      title.current?.focus();
    });
  const train = () => {
    lab.view.value = 'train';
    close();
  };
  const { visible } = table;
  return (
    <>
      <Head
        title={title}
        shown={visible.length}
        all={rows?.length ?? 0}
        onExport={() => archive.exportRuns(visible.map(({ record }) => record.id))}
        onImport={archive.importFile}
      />
      {unreadable && <Unreadable error={unreadable} />}
      {problem && <p role="alert">{problem}</p>}
      <Deleted names={deletions.names} onUndo={undoLast} />
      <TransferProgress transfer={archive.transfer} />
      <div role="status">
        {news.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {!rows && !unreadable && <p>{words.reading}</p>}
      {rows?.length === 0 && <Empty onTrain={train} />}
      {rows && rows.length > 0 && <List rows={rows} table={table} now={now} busy={busy} actions={actions} />}
      {!unreadable && <Foot rows={rows} room={library.room.value} />}
    </>
  );
}

/** In place of the list, while the code that reads it is loaded and where that failed. */
function WithoutLibrary() {
  const { library } = useLab();
  const failed = library.value === null;
  return (
    <>
      <div class="head">
        <h2 id="runs-title">{words.runs}</h2>
        <form method="dialog">
          <button type="submit">{words.close}</button>
        </form>
      </div>
      {failed ? <p role="alert">{words.notLoaded}</p> : <p role="status">{words.reading}</p>}
      {failed && (
        <button
          type="button"
          class="strong"
          onClick={() => {
            library.value = undefined;
          }}
        >
          {words.tryAgain}
        </button>
      )}
    </>
  );
}

export default function RunsDialog({ onClose }: { onClose: () => void }) {
  const { library } = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="runs" aria-labelledby="runs-title" onClose={onClose}>
      {library.value ? (
        <Panel library={library.value} close={() => dialog.current?.close()} />
      ) : (
        <WithoutLibrary />
      )}
    </dialog>
  );
}
