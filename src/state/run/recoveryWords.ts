/** The sentences of the page about a recovery: the loss, and the step from which the runs went on. The driver's words are only its details. */
import type { TrainerFault } from '../../../workers/protocol';
import type { BackendId } from '../../types/backend';
import * as words from '../../words/state/recovery';
import type { Notices } from '../notices';
import type { RecoveryReport } from './recovery';

/** The view for which a trainer works. */
export type TrainerPurpose = 'train' | 'compare' | 'sample';

const backendName = (backend: BackendId | null): string | null => backend && words.backends[backend];

function faultSentence(fault: TrainerFault, purpose: TrainerPurpose, step: number): string {
  switch (fault.kind) {
    case 'gpu':
      return words.gpuLost(purpose, step);
    case 'silent':
      return words.noAnswer(purpose, step, Math.round(fault.milliseconds / 1000));
    case 'crashed':
      return words.trainerStopped(purpose, step);
    default:
      return fault satisfies never;
  }
}

/** The sentence about the runs since then. */
function outcomeSentence({ phase, from, backend }: RecoveryReport, purpose: TrainerPurpose): string {
  const on = backendName(backend);
  if (purpose === 'sample') return phase === 'preparing' ? words.modelIsLoaded : words.modelWasLoaded(on);
  const isPair = purpose === 'compare';
  switch (phase) {
    case 'preparing':
      return words.goesOn(isPair, from);
    case 'paused':
      return words.isPaused(isPair, from, on);
    case 'done':
      return words.isLoaded(isPair, on);
    default:
      return words.wentOn(isPair, from, on);
  }
}

const limitSentence = ({ limit, backend }: RecoveryReport): string =>
  limit ? words.slowerBackend(words.backends[backend ?? limit]) : '';

const detailsOf = (fault: TrainerFault): string | undefined =>
  fault.kind === 'silent' ? undefined : fault.message;

/** The sentences of a report; null where the failure of the runs says all. */
export function recoveryWords(
  report: RecoveryReport,
  purpose: TrainerPurpose,
): { readonly message: string; readonly hint: string; readonly details?: string } | null {
  const { fault, lostAt, phase } = report;
  if (phase === 'failed' || phase === 'stopped') return null;
  const outcome = outcomeSentence(report, purpose);
  if (!fault) return { message: outcome, hint: words.fasterBackend };
  const hint = [outcome, limitSentence(report)].filter(Boolean).join(' ');
  return { message: faultSentence(fault, purpose, lostAt), hint, details: detailsOf(fault) };
}

/** Keeps one notice about the recoveries of a trainer. */
export const recoveryNotice =
  (notices: Pick<Notices, 'important' | 'clear'>, purpose: TrainerPurpose) =>
  (report: RecoveryReport): void => {
    const about = `recovery of ${purpose}`;
    const said = recoveryWords(report, purpose);
    if (said) notices.important(said.message, said.hint, about, said.details);
    else notices.clear(about);
  };
