/** The repair of a lesson, applied to the form and to the run that shows what goes wrong, and undone again. */
import { FIELDS, type FieldName, type RunConfig, WEIGHT_FIELDS } from '../../config/fields';
import * as words from '../../words/lessons/panel';
import type { Lab } from '../shell/lab';

type Changes = Partial<RunConfig>;

export const isApplied = (config: RunConfig, changes: Changes): boolean =>
  (Object.keys(changes) as FieldName[]).every((name) => config[name] === changes[name]);

/** Whether changes need a new run, as a learned variance does, which is a second output; else they apply to the same network at once. */
const needsTraining = (changes: Changes): boolean =>
  (Object.keys(changes) as FieldName[]).some(
    (name) => FIELDS[name].group !== 'sampling' || WEIGHT_FIELDS.includes(name),
  );

/** Sets the fields in one step of the history. Where there is a run, it samples again or trains anew, whichever they call for. */
export async function apply(
  { settings, store, commands }: Pick<Lab, 'settings' | 'store' | 'commands'>,
  changes: Changes,
): Promise<void> {
  settings.replace({ ...settings.config.value, ...changes }, settings.source.value);
  if (!store.run('train').value) return;
  await (needsTraining(changes) ? commands.train() : commands.applySampling());
}

/** What a repair has done, and what to do next. */
export function consequence(changes: Changes, hasRun: boolean): string {
  if (!hasRun) return words.repaired.set;
  return needsTraining(changes) ? words.repaired.training : words.repaired.drawing;
}
