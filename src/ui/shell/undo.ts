/** Undo and redo of the settings: the keys, and what an undo does beside the form. */
import { FIELDS, type FieldName } from '../../config/fields';
import type { Restoration } from '../../state/history';
import { SAMPLING_FIELDS } from '../../state/settings';
import * as words from '../../words/shortcuts';
import { joined } from '../format';
import { announcement } from './announce';
import type { Lab } from './lab';

/** Applies what was restored to the runs, where it only concerns sampling, and says it. */
function apply(
  { commands, compare }: Lab,
  restored: Restoration | null,
  said: (settings: string) => string,
): void {
  if (!restored) return;
  const { fields } = restored;
  if (fields.some((name) => (SAMPLING_FIELDS as readonly FieldName[]).includes(name))) {
    void commands.applySampling();
    void compare.peek()?.commands.applySampling();
  }
  announcement.value = said(joined(fields.map((name) => FIELDS[name].label)));
}

export const undo = (lab: Lab): void => apply(lab, lab.history.undo(), words.undone);
export const redo = (lab: Lab): void => apply(lab, lab.history.redo(), words.redone);

/** Inputs that are not typed into: the browser has nothing of its own to undo there. */
const UNTYPED = 'input[type="range"], input[type="checkbox"], input[type="radio"], input[type="button"]';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, [contenteditable]') !== null &&
  target.closest(UNTYPED) === null;

/** Undoes for Ctrl+Z, redoes for Ctrl+Shift+Z and Ctrl+Y; with Cmd on a Mac. @returns whether it took the key */
export function pressUndo(event: KeyboardEvent, lab: Lab): boolean {
  const { target } = event;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(target)) return false;
  if (target instanceof Element && target.closest('dialog')) return false;
  const key = event.key.toLowerCase();
  const redoes = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
  if (!redoes && !(key === 'z' && !event.shiftKey)) return false;
  if (redoes) redo(lab);
  else undo(lab);
  return true;
}
