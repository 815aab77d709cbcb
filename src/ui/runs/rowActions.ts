/** What can be done with a run of the list. */
import type { Library } from '../../state/library/library';
import * as words from '../../words/runs';
import type { Lab } from '../shell/lab';
import { loadPart } from '../shell/loadPart';
import { openInTrain, useAsSide } from './actions';
import type { useActions, useDeletions } from './hooks';
import type { RowActions } from './RunRow';

interface Parts {
  readonly lab: Lab;
  readonly library: Library;
  readonly act: ReturnType<typeof useActions>['act'];
  readonly deletions: ReturnType<typeof useDeletions>;
  readonly setNews: (sentences: readonly string[]) => void;
  /** Closes the dialog. */
  readonly close: () => void;
}

export function rowActions({ lab, library, act, deletions, setNews, close }: Parts): RowActions {
  return {
    open: ({ record }) =>
      act(words.failed.open(record.name), async () => {
        await openInTrain(lab, library, record.id);
        close();
      }),
    watch: ({ record }) => {
      close(); // the other dialog opens in its place, and gives the focus back to what opened this one
      void loadPart(lab.notices, () => import('./watch/showWatch')).then((part) =>
        part?.showWatch(lab, library, record.id),
      );
    },
    takeOver: ({ record }) =>
      act(words.failed.takeOver(record.name), async () => {
        await openInTrain(lab, library, record.id, true);
        close();
      }),
    useAs: ({ record }, side) =>
      act(words.failed.compare(record.name), async () => {
        await useAsSide(lab, library, record.id, side);
        close();
      }),
    rename: ({ record }, name) => act(words.failed.rename, () => library.rename(record.id, name)),
    duplicate: ({ record }) =>
      act(words.failed.duplicate(record.name), async () => {
        await library.duplicate(record.id);
        setNews([words.duplicated(record.name)]);
      }),
    pin: ({ record }) => act(words.failed.baseline, () => library.pin(record.pinned ? null : record.id)),
    remove: ({ record }) =>
      act(words.failed.remove(record.name), async () => {
        deletions.add({ name: record.name, undo: await library.remove(record.id) });
      }),
  };
}
