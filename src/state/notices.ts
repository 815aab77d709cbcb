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
}

export interface Notices {
  readonly list: Signal<readonly Notice[]>;
  problem(what: string, then?: string): void;
  news(what: string, then?: string): void;
  dismiss(id: number): void;
}

const MOST = 4;

export function createNotices(): Notices {
  const list = signal<readonly Notice[]>([]);
  let lastId = 0;
  const add = (kind: Notice['kind'], what: string, then = '') => {
    const others = list.value.filter(
      (notice) => notice.what !== what && (kind === 'problem' || notice.kind !== 'news'),
    );
    list.value = [...others, { id: ++lastId, kind, what, then }].slice(-MOST);
  };
  return {
    list,
    problem: (what, then) => add('problem', what, then),
    news: (what, then) => add('news', what, then),
    dismiss(id) {
      list.value = list.value.filter((notice) => notice.id !== id);
    },
  };
}
