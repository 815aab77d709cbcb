/** The meaning of a form's fields on the page: loaded when it is first used, or a little after its first view. */
import { signal } from '@preact/signals';
import type { FIELD_HELP } from '../../config/fieldHelp';
import type { FieldName } from '../../config/fields';
import { firstUse } from './useInteracted';

const known = signal<Partial<typeof FIELD_HELP>>({});

/** Milliseconds after which it is loaded without any use, for who reads the page without a key or a pointer. */
const DELAY = 1500;

async function load(): Promise<void> {
  try {
    known.value = (await import('../../config/fieldHelp')).FIELD_HELP;
  } catch {
    // no connection: the fields have their labels
  }
}

setTimeout(load, DELAY);
void firstUse.then(load);

/** A phrase; empty until it is loaded. Reads a signal. */
export const helpOf = (name: FieldName): string => known.value[name] ?? '';
