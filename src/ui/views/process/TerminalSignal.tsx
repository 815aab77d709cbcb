/** The terminal signal of the process that the view shows, under its own heading. */

import * as words from '../../../words/process';
import { TerminalSnrCheck } from '../../widgets/TerminalSnrCheck';
import type { ProcessModel } from './model/processModel';

export function TerminalSignal({ model }: { model: ProcessModel }) {
  const refusal = model.refusal.value;
  return (
    <fieldset class="terminal-signal">
      <legend>{words.terminalSignal}</legend>
      <TerminalSnrCheck
        chosen={refusal === null ? { facts: model.facts.value } : { refusal }}
        status={words.terminalSignal}
      />
    </fieldset>
  );
}
