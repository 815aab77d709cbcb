/**
 * The runs of the library that this tab may write. Two tabs never write the same one: a tab whose run another tab trains, took over or
 * trained further saves what it trains from there as a run of its own.
 */
import type { RunStorage } from '../../storage/runs';
import type { RunLocks } from './locks';

export interface Ownership {
  /** Notes a run that was read: this tab may go on from there while no other tab has. @param updatedAt of its record */
  opened(recordId: string, updatedAt: number, step: number): void;
  /** Takes the run from the tab that trains it. */
  takeOver(recordId: string): Promise<void>;
  /** A run begins to train, or goes on. */
  trains(recordId: string): void;
  /** A run pauses or ends, and is saved: other tabs may go on with it. */
  pauses(recordId: string): void;
  /** The id under which this tab saves a run; null where another tab has it and this tab has only what is saved already. */
  savedAs(recordId: string, step: number): Promise<string | null>;
  /** The id under which this tab saves a run now; null where it does not. */
  ownId(recordId: string): string | null;
  /** The id of the run of the library that this tab shows under a record's id: its own branch, once it has one; null while another tab has it. */
  shownAs(recordId: string): string | null;
  /** Another tab saves the run: this one stops. */
  lost(recordId: string): void;
}

interface Parts {
  readonly storage: Pick<RunStorage, 'claim'>;
  readonly locks: RunLocks;
  readonly newId: () => string;
  /** Called once each time that a run is lost to another tab. */
  readonly onLost: (recordId: string) => void;
  /** Called when a run is saved as one of its own from now on, because another tab has the run that it continues. */
  readonly onFork: (recordId: string) => void;
}

export function createOwnership({ storage, locks, newId, onLost, onFork }: Parts): Ownership {
  /** The records that this tab wrote or claimed. */
  const own = new Set<string>();
  const read = new Map<string, { readonly updatedAt: number; readonly step: number }>();
  /** The runs that another tab has, until they train again here. */
  const parked = new Set<string>();
  /** The id of this tab's own branch of a run that another tab has. */
  const branches = new Map<string, string>();
  const acquiring = new Map<string, Promise<string>>();

  const branchOf = (recordId: string): string => branches.get(recordId) ?? recordId;

  function lost(recordId: string): void {
    if (parked.has(recordId)) return;
    const id = branchOf(recordId);
    own.delete(id);
    locks.release(id);
    acquiring.delete(recordId);
    parked.add(recordId);
    onLost(recordId);
  }

  /** This tab's own branch, from now on. */
  async function branch(recordId: string): Promise<string> {
    const id = newId();
    branches.set(recordId, id);
    onFork(recordId);
    await locks.hold(id, () => lost(recordId));
    own.add(id);
    return id;
  }

  async function acquire(recordId: string): Promise<string> {
    const id = branchOf(recordId);
    if (!(await locks.hold(id, () => lost(recordId)))) return branch(recordId);
    const from = read.get(id);
    if (own.has(id) || !from || (await storage.claim(id, from.updatedAt))) {
      own.add(id);
      return id;
    }
    locks.release(id);
    return branch(recordId);
  }

  const acquired = (recordId: string): Promise<string> => {
    const present = acquiring.get(recordId) ?? acquire(recordId);
    acquiring.set(recordId, present);
    present.catch(() => acquiring.delete(recordId)); // storage may answer the next time
    return present;
  };

  return {
    opened(recordId, updatedAt, step) {
      read.set(recordId, { updatedAt, step });
      own.delete(recordId); // it may have been another tab's meanwhile
      parked.delete(recordId);
      branches.delete(recordId);
    },
    async takeOver(recordId) {
      await locks.takeOver(recordId, () => lost(recordId));
    },
    trains(recordId) {
      if (parked.delete(recordId)) acquiring.set(recordId, branch(recordId));
      else void acquired(recordId).catch(() => {}); // reported where it is saved
    },
    pauses(recordId) {
      void acquiring
        .get(recordId)
        ?.then((id) => locks.release(id))
        .catch(() => {});
      acquiring.delete(recordId);
    },
    async savedAs(recordId, step) {
      const id = branchOf(recordId);
      if (parked.has(recordId) || (!own.has(id) && read.get(id)?.step === step)) return null;
      return acquired(recordId);
    },
    ownId(recordId) {
      const id = branchOf(recordId);
      return own.has(id) && !parked.has(recordId) ? id : null;
    },
    shownAs: (recordId) => (parked.has(recordId) ? null : branchOf(recordId)),
    lost,
  };
}
