/** A run as a row of the table: its facts and its buttons. */

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { momentText } from '../../lib/times';
import type { RunQuality, RunRecord } from '../../state/library/library';
import { isReliable } from '../../state/score';
import * as words from '../../words/runs';
import { count, figure } from '../format';
import { tooFewText } from '../quality';
import { type ColumnId, columnLabel, type Row, settingText, standingText, usualText } from './rows';
import { Thumbnail } from './Thumbnail';
import { agoText, bytesText, differenceFrom, floorText } from './words';

/** The actions of a row's buttons. */
export interface RowActions {
  open(row: Row): void;
  watch(row: Row): void;
  takeOver(row: Row): void;
  useAs(row: Row, side: 'a' | 'b'): void;
  rename(row: Row, name: string): void;
  duplicate(row: Row): void;
  pin(row: Row): void;
  remove(row: Row): void;
}

interface Props {
  readonly row: Row;
  readonly columns: readonly ColumnId[];
  /** Whether the settings are those that differ, with their exact values. */
  readonly exact: boolean;
  readonly baseline: RunRecord | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly busy: boolean;
  readonly actions: RowActions;
}

const LONGEST_NAME = 80;

function NameForm({ name, onEnd }: { name: string; onEnd: (name: string | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        onEnd(input.current?.value.trim() || null);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault(); // it ends the change of the name, not the dialog
        event.stopPropagation();
        onEnd(null);
      }}
    >
      <input
        ref={input}
        type="text"
        aria-label={words.nameOfRun}
        maxLength={LONGEST_NAME}
        defaultValue={name}
      />
      <button type="submit">{words.save}</button>
      <button type="button" class="quiet" onClick={() => onEnd(null)}>
        {words.cancel}
      </button>
    </form>
  );
}

function Quality({
  quality,
  row,
  baseline,
}: { quality: RunQuality | null } & Pick<Props, 'row' | 'baseline'>) {
  if (!quality) return <small>{words.notMeasured}</small>;
  const { score, step } = quality;
  const difference = baseline && differenceFrom(baseline, row.record);
  return (
    <>
      {isReliable(score) ? figure(score.value) : tooFewText(score.n)}
      <small>
        {isReliable(score) && floorText(score)}
        {step !== row.step && words.atStep(step)}
      </small>
      {difference && <small class={difference.better === true ? 'better' : ''}>{difference.text}</small>}
    </>
  );
}

function Cell({
  id,
  row,
  exact,
  baseline,
  now,
}: Pick<Props, 'row' | 'exact' | 'baseline' | 'now'> & { id: ColumnId }) {
  const { record, step, bytes } = row;
  switch (id) {
    case 'name':
      return <>{record.name}</>;
    case 'step':
      return (
        <>
          {count(step)} <small>{words.ofSteps(record.config.trainingSteps)}</small>
        </>
      );
    case 'quality':
      return <Quality quality={record.quality} row={row} baseline={baseline} />;
    case 'saved':
      return (
        <time dateTime={new Date(record.updatedAt).toISOString()} title={momentText(record.updatedAt)}>
          {agoText(record.updatedAt, now)}
        </time>
      );
    case 'size':
      return <>{bytes === null ? '–' : bytesText(bytes)}</>;
    case 'standing':
      return <>{standingText(row)}</>;
    default:
      return <>{exact ? settingText(id, record) : usualText(id, record)}</>;
  }
}

function Buttons({
  row,
  named,
  busy,
  actions,
  onRename,
}: Pick<Props, 'row' | 'busy' | 'actions'> & {
  /** The id of the element with the run's name: all rows have the same buttons. */
  readonly named: string;
  readonly onRename: () => void;
}) {
  const { record, standing } = row;
  const button = (
    label: string,
    press: () => void,
    more: { class?: string; 'aria-pressed'?: boolean } = {},
  ) => (
    <button type="button" aria-disabled={busy} aria-describedby={named} onClick={press} {...more}>
      {label}
    </button>
  );
  const quiet = { class: 'quiet' };
  return (
    <>
      <div>
        {standing === 'elsewhere' && button(words.watch, () => actions.watch(row))}
        {standing === 'elsewhere' && button(words.takeOver, () => actions.takeOver(row))}
        {button(words.openInTrain, () => actions.open(row))}
        {button(words.useAs.a, () => actions.useAs(row, 'a'))}
        {button(words.useAs.b, () => actions.useAs(row, 'b'))}
      </div>
      <div>
        {button(words.rename, onRename, quiet)}
        {button(words.duplicate, () => actions.duplicate(row), quiet)}
        {button(words.makeBaseline, () => actions.pin(row), { ...quiet, 'aria-pressed': record.pinned })}
        {button(words.remove, () => actions.remove(row), quiet)}
      </div>
    </>
  );
}

export function RunRow(props: Props) {
  const { row, columns, exact, baseline, now, busy, actions } = props;
  const { record } = row;
  const named = useId();
  const [renames, setRenames] = useState(false);
  const rename = useRef<HTMLTableCellElement>(null);
  const endRename = (name: string | null) => {
    setRenames(false);
    if (name !== null && name !== record.name) actions.rename(row, name);
    // the form is gone: the focus goes back to the button that opened it
    requestAnimationFrame(() => rename.current?.querySelector<HTMLElement>('div + div button')?.focus());
  };
  const cell = (id: ColumnId) => <Cell id={id} row={row} exact={exact} baseline={baseline} now={now} />;
  return (
    <tr class={record.pinned ? 'pinned' : undefined}>
      {columns.map((id) =>
        id === 'name' ? (
          <th key={id} scope="row">
            <div class="run">
              <Thumbnail png={record.thumbnail} />
              <span id={named} hidden={renames}>
                {cell(id)}
                {record.pinned && <small>{words.baseline}</small>}
              </span>
              {renames && <NameForm name={record.name} onEnd={endRename} />}
            </div>
          </th>
        ) : (
          <td key={id} data-label={columnLabel(id)} class={id}>
            {cell(id)}
          </td>
        ),
      )}
      <td class="actions" ref={rename}>
        <Buttons row={row} named={named} busy={busy} actions={actions} onRename={() => setRenames(true)} />
      </td>
    </tr>
  );
}
