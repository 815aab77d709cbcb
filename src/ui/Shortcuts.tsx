/** The keys: one list that the handler and the help read alike. Single letters can be switched off (WCAG 2.1.4). */
import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Lab, useLab } from './lab';
import { lastTime } from './trajectory';
import { VIEW_IDS } from './views';

interface Shortcut {
  readonly keys: string;
  readonly does: string;
  /** A single printable key, which can be switched off. */
  readonly letter?: boolean;
  /** @returns whether it took the key */
  run?(event: KeyboardEvent, lab: Lab): boolean;
}

const STORED = 'ddpm-lab.letters';
const letters = signal(true);

/** One time step of what is shown: the run's chain, else the recording's, else the form's; in Process the form's. */
function stepOf({ store, recording, settings, sampled, view }: Lab): number {
  const shown =
    view.value === 'process'
      ? null
      : view.value === 'sample'
        ? sampled.value?.config
        : (store.run('train').value?.config ?? recording.value?.config);
  const config = shown ?? settings.config.value;
  return config.process === 'ddpm' ? 1 / lastTime(config) : 1 / 1000;
}

const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: 'Space',
    does: 'plays or stops the denoising',
    run({ key }, { clock }) {
      if (key !== ' ') return false;
      if (clock.playing.value) clock.stop();
      else clock.play();
      return true;
    },
  },
  {
    keys: '← →',
    does: 'one time step; with Shift a tenth of the way',
    run({ key, shiftKey }, lab) {
      const direction = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      if (direction === 0) return false;
      lab.clock.seek(lab.clock.position.value + direction * (shiftKey ? 0.1 : stepOf(lab)));
      return true;
    },
  },
  {
    keys: 'Home, End',
    does: 'the data, the noise',
    run({ key }, { clock }) {
      if (key !== 'Home' && key !== 'End') return false;
      clock.seek(key === 'Home' ? 0 : 1);
      return true;
    },
  },
  {
    keys: '1 to 4',
    does: 'the views',
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
    does: 'trains or pauses',
    letter: true,
    run({ key }, { store, commands, compare, view }) {
      if ((key !== 't' && key !== 'T') || view.value === 'sample') return false;
      const both = view.value === 'compare' ? compare.value : null;
      if (view.value === 'compare' && !both) return false; // it is still being loaded
      const runs = both ? [both.runs.a, both.runs.b] : [store.run('train')];
      const training = runs.some((run) => run.value?.phase === 'training');
      const given = both ? both.commands : commands;
      void (training ? given.pause() : given.train());
      return true;
    },
  },
  {
    keys: 'S',
    does: 'one training step',
    letter: true,
    run({ key }, { commands, view }) {
      if ((key !== 's' && key !== 'S') || view.value === 'compare' || view.value === 'sample') return false;
      void commands.step();
      return true;
    },
  },
  { keys: '?', does: 'shows this list', letter: true },
];

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

export function useShortcuts(help: RefObject<HTMLDialogElement | null>): void {
  const lab = useLab();
  useEffect(() => {
    try {
      letters.value = localStorage.getItem(STORED) !== 'off';
    } catch {
      letters.value = true; // storage is refused: the default
    }
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      if (event.key === '?' && letters.value) {
        event.preventDefault();
        help.current?.showModal();
        return;
      }
      const took = SHORTCUTS.some(
        (shortcut) => (letters.value || !shortcut.letter) && shortcut.run?.(event, lab),
      );
      if (took) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [lab, help]);
}

export function Shortcuts({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const switchLetters = (on: boolean) => {
    letters.value = on;
    try {
      localStorage.setItem(STORED, on ? 'on' : 'off');
    } catch {
      // Storage is refused: the choice lasts as long as the page.
    }
  };
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">Keyboard</h2>
      <dl>
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input
          type="checkbox"
          checked={letters.value}
          onChange={(event) => switchLetters(event.currentTarget.checked)}
        />{' '}
        Single-key shortcuts
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
