/** Notices are the messages beside the run: problems of a link or a file, and completed actions. Each can be dismissed. */
import { type Signal, signal } from '@preact/signals';
import { messageOf } from '../lib/diagnostic';
import * as words from '../words/state/run';

interface Notice {
  readonly id: number;
  /** A problem interrupts a screen reader (role alert), news waits its turn (role status). */
  readonly kind: 'problem' | 'news';
  /** The event; set in bold. */
  readonly message: string;
  /** Why, and what to do. */
  readonly hint: string;
  /** Details that help to find the cause, such as a driver's message. */
  readonly details?: string;
  /** Its subject, where that can be fixed: a field's name. */
  readonly about?: string;
  /** Buttons that also dismiss the notice. */
  readonly actions?: readonly NoticeAction[];
}

interface NoticeAction {
  readonly label: string;
  run(): void;
}

export interface Notices {
  readonly list: Signal<readonly Notice[]>;
  /** @param about the subject: the notice replaces an earlier one about it */
  problem(message: string, hint?: string, about?: string, details?: string): void;
  news(message: string, hint?: string): void;
  /** News that changes what is learned or drawn: it stays until it is dismissed, or until there is newer news about its subject. */
  important(message: string, hint: string, about: string, details?: string): void;
  /** News with one action or several: it stays until an action, a dismissal, or until its subject is settled. */
  offer(message: string, hint: string, action: NoticeAction | readonly NoticeAction[], about?: string): void;
  dismiss(id: number): void;
  /** Removes the notices about a subject that is fixed. */
  clear(about: string): void;
}

const MOST = 4;
/** Milliseconds after which news disappears; problems stay until they are dismissed or fixed. */
const NEWS_STAYS = 10_000;

/** News that disappears by itself, and that other news replaces. */
const isPassing = ({ kind, actions, about }: Omit<Notice, 'id'>): boolean =>
  kind === 'news' && actions === undefined && about === undefined;

/** @param later calls back after a number of milliseconds */
export function createNotices(
  later: (call: () => void, milliseconds: number) => void = (call, milliseconds) =>
    void setTimeout(call, milliseconds),
): Notices {
  const list = signal<readonly Notice[]>([]);
  let lastId = 0;
  const dismiss = (id: number) => {
    list.value = list.value.filter((notice) => notice.id !== id);
  };
  const add = (notice: Omit<Notice, 'id'>) => {
    const stays = (other: Notice) =>
      other.message !== notice.message &&
      (notice.about === undefined || other.about !== notice.about) &&
      (notice.kind === 'problem' || !isPassing(other));
    const id = ++lastId;
    list.value = [...list.value.filter(stays), { ...notice, id }].slice(-MOST);
    if (isPassing(notice)) later(() => dismiss(id), NEWS_STAYS);
  };
  return {
    list,
    problem: (message, hint = '', about, details) => add({ kind: 'problem', message, hint, about, details }),
    news: (message, hint = '') => add({ kind: 'news', message, hint }),
    important: (message, hint, about, details) => add({ kind: 'news', message, hint, about, details }),
    offer: (message, hint, action, about) =>
      add({ kind: 'news', message, hint, actions: [action].flat(), about }),
    dismiss,
    clear(about) {
      const before = list.peek(); // an effect that clears a notice does not follow the list
      const others = before.filter((notice) => notice.about !== about);
      if (others.length < before.length) list.value = others;
    },
  };
}

/** A command whose failure is reported instead of thrown: a button awaits no promise. */
export const reporting =
  (notices: Pick<Notices, 'problem'>) =>
  <Parameters extends unknown[]>(command: (...parameters: Parameters) => Promise<void>) =>
  (...parameters: Parameters): Promise<void> =>
    command(...parameters).catch((error: unknown) =>
      notices.problem(words.trainerFailed, words.notLost(messageOf(error))),
    );
