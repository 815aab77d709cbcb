/** Notices are what the page has to tell beside the run: problems of a link or a file, and what was done. Each can be dismissed. */
import { type Signal, signal } from '@preact/signals';

export interface Notice {
  readonly id: number;
  /** Problems interrupt (role alert), news wait their turn (role status). */
  readonly kind: 'problem' | 'news';
  /** What happened; set in bold. */
  readonly what: string;
  /** Why, and what to do. */
  readonly then: string;
  /** What it is about, where that can be mended: a field's name. */
  readonly about?: string;
  /** What can be done about it, as a button; it takes the notice away. */
  readonly action?: NoticeAction;
}

export interface NoticeAction {
  readonly label: string;
  run(): void;
}

export interface Notices {
  readonly list: Signal<readonly Notice[]>;
  /** @param about replaces what was said about the same thing before */
  problem(what: string, then?: string, about?: string): void;
  news(what: string, then?: string): void;
  /** News that waits for an answer: it stays until its action or its dismissal. */
  offer(what: string, then: string, action: NoticeAction): void;
  dismiss(id: number): void;
  /** Takes away what was said about something that is mended. */
  settle(about: string): void;
}

const MOST = 4;
/** Milliseconds that news stays; problems stay until they are dismissed or mended. */
const NEWS_STAYS = 10_000;

/** @param later calls back after some milliseconds */
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
      other.what !== notice.what &&
      (notice.about === undefined || other.about !== notice.about) &&
      (notice.kind === 'problem' || other.kind !== 'news' || other.action !== undefined);
    const id = ++lastId;
    list.value = [...list.value.filter(stays), { ...notice, id }].slice(-MOST);
    if (notice.kind === 'news' && !notice.action) later(() => dismiss(id), NEWS_STAYS);
  };
  return {
    list,
    problem: (what, then = '', about) => add({ kind: 'problem', what, then, about }),
    news: (what, then = '') => add({ kind: 'news', what, then }),
    offer: (what, then, action) => add({ kind: 'news', what, then, action }),
    dismiss,
    settle(about) {
      if (list.value.some((notice) => notice.about === about))
        list.value = list.value.filter((notice) => notice.about !== about);
    },
  };
}
