/** The terminal signal: whether the process ends in noise, and the one click that mends it where it does not. */
import type { FieldName } from '../../../config/fields';
import { useLab } from '../../lab';
import { terminalWords } from '../train/words';
import type { ProcessModel } from './model';

export function Terminal({ model }: { model: ProcessModel }) {
  const { settings } = useLab();
  const refusal = model.refusal.value;
  const { terminal, config } = model.shown.value;
  const words = terminalWords(terminal, config);
  const { mend } = words;
  return (
    <fieldset class="terminal-signal">
      <legend>Terminal signal</legend>
      <p
        class={refusal || words.bad ? 'terminal warn' : 'terminal'}
        role="status"
        aria-label="Terminal signal"
      >
        {refusal ? (
          <>
            <b>These settings give no process.</b> {refusal}
          </>
        ) : (
          <>
            <b>{words.strong}</b> {words.rest}
          </>
        )}
      </p>
      {mend && !refusal && (
        <button
          type="button"
          class="mend"
          onClick={() => {
            for (const [name, value] of Object.entries(mend.change)) settings.set(name as FieldName, value);
          }}
        >
          {mend.label}
        </button>
      )}
    </fieldset>
  );
}
