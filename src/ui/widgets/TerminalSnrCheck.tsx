/** Whether the process of the form ends in noise, and the one click that fixes it where it does not. */
import type { FieldName } from '../../config/fields';
import * as words from '../../words/findings';
import type { ChosenProcess } from '../chosenProcess';
import { terminalFinding } from '../findings';
import { useLab } from '../shell/lab';

interface Props {
  readonly chosen: ChosenProcess;
  /** Accessible name, where the check is announced as a status. */
  readonly status?: string;
}

export function TerminalSnrCheck({ chosen, status }: Props) {
  const { settings } = useLab();
  const live = status ? { role: 'status' as const, 'aria-label': status } : {};
  if ('refusal' in chosen)
    return (
      <p class="check warn" {...live}>
        <b>{words.noProcess}</b> {chosen.refusal}
      </p>
    );
  const { config, terminal } = chosen.facts;
  const { verdict, detail, isProblem, fix } = terminalFinding(terminal, config);
  return (
    <>
      <p class={isProblem ? 'check warn' : 'check'} {...live}>
        <b>{verdict}</b> {detail}
      </p>
      {fix && (
        <button
          type="button"
          class="fix"
          onClick={() => {
            for (const [name, value] of Object.entries(fix.change)) settings.set(name as FieldName, value);
          }}
        >
          {fix.label}
        </button>
      )}
    </>
  );
}
