/** The keyboard shortcuts: one list for the handler and the help. Single letters can be switched off (WCAG 2.1.4). */
import { signal } from '@preact/signals';
import type { ViewId } from '../../config/address';
import { PROCESSES } from '../../diffusion/processes';
import * as words from '../../words/shortcuts';
import { lastTime } from '../time/axis';
import type { Lab } from './lab';
import { pressUndo } from './undo';
import { VIEW_IDS } from './views';

interface Shortcut {
  readonly keys: string;
  readonly does: string;
  /** The views that have it; all views where it is left out. */
  readonly views?: readonly ViewId[];
  /** A single printable key, which can be switched off. */
  readonly letter?: boolean;
  /** @returns whether it took the key */
  run?(event: KeyboardEvent, lab: Lab): boolean;
}

const STORED = 'ddpm-lab.letters';

function storedLetters(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true; // storage is refused: the default
  }
}

/** Whether single-key shortcuts are on. */
export const letters = signal(storedLetters());

export function switchLetters(on: boolean): void {
  letters.value = on;
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
}

/** Whether the event is of a letter's key, with or without Shift. */
const isLetter = ({ key }: KeyboardEvent, letter: string) => key.toUpperCase() === letter;

/** One time step as a share of the axis: of the run, else of the recording, else of the form; in Process of the form. */
function stepOf({ store, recording, settings, sampled, view }: Lab): number {
  const stageConfig =
    view.value === 'process'
      ? null
      : view.value === 'sample'
        ? sampled.value?.config
        : (store.run('train').value?.config ?? recording.value?.config);
  const config = stageConfig ?? settings.config.value;
  return PROCESSES[config.process].discrete ? 1 / lastTime(config) : 1 / 1000;
}

const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: words.keys.space,
    does: words.does.play,
    run({ key }, { clock }) {
      if (key !== ' ') return false;
      if (clock.playing.value) clock.stop();
      else clock.play();
      return true;
    },
  },
  {
    keys: '← →',
    does: words.does.step,
    run({ key, shiftKey }, lab) {
      const direction = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      if (direction === 0) return false;
      lab.clock.seek(lab.clock.position.value + direction * (shiftKey ? 0.1 : stepOf(lab)));
      return true;
    },
  },
  {
    keys: words.keys.ends,
    does: words.does.ends,
    run({ key }, { clock }) {
      if (key !== 'Home' && key !== 'End') return false;
      clock.seek(key === 'Home' ? 0 : 1);
      return true;
    },
  },
  {
    keys: words.keys.views,
    does: words.does.view,
    letter: true,
    run({ key }, { view }) {
      const id = /^[1-4]$/.test(key) ? VIEW_IDS[Number(key) - 1] : undefined;
      if (!id) return false;
      view.value = id;
      return true;
    },
  },
  {
    keys: 'T',
    does: words.does.train,
    views: ['train', 'compare', 'process'],
    letter: true,
    run(event, { store, commands, compare, view }) {
      if (!isLetter(event, 'T')) return false;
      const both = view.value === 'compare' ? compare.value : null;
      if (view.value === 'compare' && !both) return false; // it is still being loaded
      const runs = both ? [both.runs.a, both.runs.b] : [store.run('train')];
      const training = runs.some((run) => run.value?.phase === 'training');
      const target = both ? both.commands : commands;
      void (training ? target.pause() : target.train());
      return true;
    },
  },
  {
    keys: 'S',
    does: words.does.trainingStep,
    views: ['train', 'process'],
    letter: true,
    run(event, { commands }) {
      if (!isLetter(event, 'S')) return false;
      void commands.step();
      return true;
    },
  },
  { keys: words.keys.undo, does: words.does.undo },
  {
    keys: 'S',
    does: words.does.sample,
    views: ['sample'],
    letter: true,
    run(event, { sampleCommands }) {
      if (!isLetter(event, 'S')) return false;
      sampleCommands.value?.sample();
      return true;
    },
  },
  {
    keys: 'N',
    does: words.does.newSeed,
    views: ['sample'],
    letter: true,
    run(event, { sampleCommands }) {
      if (!isLetter(event, 'N')) return false;
      sampleCommands.value?.newSeed();
      return true;
    },
  },
  {
    keys: 'G',
    does: words.does.gallery,
    letter: true,
    run(event, { gallery }) {
      if (!isLetter(event, 'G')) return false;
      gallery.value = true;
      return true;
    },
  },
  { keys: '?', does: words.does.list, letter: true },
];

/** The shortcuts that a view has. */
export const shortcutsOf = (view: ViewId): readonly Shortcut[] =>
  SHORTCUTS.filter(({ views }) => views?.includes(view) ?? true);

/** Keys that belong to the element that has the focus. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog')) return true;
  if (target.closest('input:not([type="range"]), select, textarea, [contenteditable]')) return true;
  if (event.key === ' ') return target.closest('button, summary, a') !== null;
  if (/^(Arrow|Home|End)/.test(event.key)) return target.closest('[role="tab"], input') !== null;
  return false;
}

/**
 * Answers a key of the page.
 * @param showList opens the list of shortcuts
 */
export function pressShortcut(event: KeyboardEvent, lab: Lab, showList: () => void): void {
  if (!event.defaultPrevented && pressUndo(event, lab)) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
  if (event.key === '?' && letters.value) {
    event.preventDefault();
    showList();
    return;
  }
  const took = shortcutsOf(lab.view.value).some(
    (shortcut) => (letters.value || !shortcut.letter) && shortcut.run?.(event, lab),
  );
  if (took) event.preventDefault();
}
