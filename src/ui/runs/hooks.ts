/** The sources of the Runs panel while it is open: the library, the runs of the page, and the action under way. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { messageOf } from '../../lib/diagnostic';
import type { Library } from '../../state/library/library';
import * as words from '../../words/runs';
import { type Lab, useLab } from '../shell/lab';
import { useThrottled } from '../widgets/useThrottled';
import { openRunOf, type Row, rowsOf } from './rows';

/** Milliseconds between two looks at what other tabs do. */
const LOOK_AGAIN = 5000;

const openRunsOf = ({ store }: Lab, { idOf }: Library) => [
  ...openRunOf(store.run('train').value, 'train', idOf),
  ...openRunOf(store.run('a').value, 'compare', idOf),
  ...openRunOf(store.run('b').value, 'compare', idOf),
];

interface Reading {
  /** Null until the library is read. */
  readonly rows: readonly Row[] | null;
  /** Why the library cannot be read; null where it can. */
  readonly unreadable: Error | null;
  /** When it was read last, in milliseconds since 1970. */
  readonly now: number;
}

export function useRows(library: Library): Reading {
  const lab = useLab();
  const [unreadable, setUnreadable] = useState<Error | null>(null);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const unfollow = library.follow();
    const read = () =>
      void library
        .refresh()
        .then(() => setUnreadable(null))
        .catch((error: Error) => setUnreadable(error))
        .finally(() => setNow(Date.now()));
    read();
    const timer = setInterval(read, LOOK_AGAIN);
    return () => {
      clearInterval(timer);
      unfollow();
    };
  }, [library]);
  const open = useThrottled(useMemo(() => () => openRunsOf(lab, library), [lab, library]));
  const records = library.runs.value;
  const [elsewhere, sizes] = [library.elsewhere.value, library.sizes.value];
  return { rows: records && rowsOf(records, { open, elsewhere, sizes }), unreadable, now };
}

export interface Actions {
  readonly busy: boolean;
  /** Why the last action failed; null where it did not. */
  readonly problem: string | null;
  /** Does one action at a time. @param failed says what could not be done */
  readonly act: (failed: string, action: () => Promise<void>) => void;
}

export function useActions(): Actions {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);
  const act = useCallback(async (failed: string, action: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await action();
    } catch (error) {
      setProblem(`${failed} ${messageOf(error)}`);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, problem, act: (failed, action) => void act(failed, action) };
}

/** A deleted run that can be restored. */
interface DeletedRun {
  readonly name: string;
  readonly undo: () => Promise<void>;
}

interface Deletions {
  readonly names: readonly string[];
  add(run: DeletedRun): void;
  /** Restores the run that was deleted last. */
  undoLast(): Promise<void>;
}

/** The runs deleted while the panel is open. Closed, it leaves a notice that restores them. */
export function useDeletions(): Deletions {
  const { notices } = useLab();
  const [deleted, setDeleted] = useState<readonly DeletedRun[]>([]);
  const newest = useRef(deleted);
  newest.current = deleted;
  useEffect(
    () => () => {
      const left = newest.current;
      if (left.length === 0) return;
      const [{ name }] = left;
      const message = left.length === 1 ? words.deleted(name) : words.manyDeleted(left.length);
      const restore = () =>
        void Promise.all(left.map(({ undo }) => undo())).catch((error: unknown) =>
          notices.problem(words.failed.restore, messageOf(error)),
        );
      notices.offer(message, words.forAnHour, { label: words.undo, run: restore }, 'deleted');
    },
    [notices],
  );
  return {
    names: deleted.map(({ name }) => name),
    add: (run) => setDeleted((runs) => [...runs, run]),
    async undoLast() {
      const last = newest.current.at(-1);
      if (!last) return;
      await last.undo();
      setDeleted((runs) => runs.filter((run) => run !== last));
    },
  };
}
