/** The sentences of the page about a recovery: the loss, and the step from which the runs went on. The driver's words are only its details. */
import type { TrainerFault } from '../../../workers/protocol';
import { count } from '../../lib/numbers';
import type { BackendId } from '../../types/backend';
import type { Notices } from '../notices';
import type { RecoveryReport } from './recovery';

/** The view for which a trainer works. */
export type TrainerPurpose = 'train' | 'compare' | 'sample';

const BACKENDS: Readonly<Record<BackendId, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'plain JavaScript',
};

const WHOSE: Readonly<Record<TrainerPurpose, string>> = {
  train: '',
  compare: ' of the comparison',
  sample: ' of the Sample view',
};

function faultSentence(fault: TrainerFault, purpose: TrainerPurpose, step: number): string {
  const at = purpose === 'sample' ? '' : ` at step ${count(step)}`;
  switch (fault.kind) {
    case 'gpu':
      return `The GPU${WHOSE[purpose]} was lost${at}.`;
    case 'silent':
      return `The trainer${WHOSE[purpose]} did not answer for ${Math.round(fault.milliseconds / 1000)} seconds${at}.`;
    case 'crashed':
      return `The trainer${WHOSE[purpose]} stopped${at}.`;
    default:
      return fault satisfies never;
  }
}

/** The sentence about the runs since then. */
function outcomeSentence({ phase, from, backend }: RecoveryReport, purpose: TrainerPurpose): string {
  const on = backend ? `, on ${BACKENDS[backend]}` : '';
  if (purpose === 'sample')
    return phase === 'preparing' ? 'The model is loaded again.' : `The model was loaded again${on}.`;
  const [one, two] = ['Training', 'Both runs'];
  const isPair = purpose === 'compare';
  switch (phase) {
    case 'preparing':
      return isPair ? `${two} go on from step ${count(from)}.` : `${one} goes on from step ${count(from)}.`;
    case 'paused':
      return `${isPair ? 'Both runs are' : 'The run is'} paused at step ${count(from)}${on}.`;
    case 'done':
      return `${isPair ? 'Both trained models are' : 'The trained model is'} loaded again${on}.`;
    default:
      return `${isPair ? two : one} went on from step ${count(from)}${on}.`;
  }
}

function limitSentence({ limit, backend }: RecoveryReport): string {
  if (!limit) return '';
  return `That was not the first time within two minutes, hence ${BACKENDS[backend ?? limit]}; the faster backend is tried again after two minutes without a fault.`;
}

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
  if (!fault) return { message: outcome, hint: 'It is the faster backend, which was lost before.' };
  const hint = [outcome, limitSentence(report)].filter(Boolean).join(' ');
  return { message: faultSentence(fault, purpose, lostAt), hint, details: detailsOf(fault) };
}

/** Keeps one notice about the recoveries of a trainer. */
export const recoveryNotice =
  (notices: Pick<Notices, 'important' | 'clear'>, purpose: TrainerPurpose) =>
  (report: RecoveryReport): void => {
    const about = `recovery of ${purpose}`;
    const words = recoveryWords(report, purpose);
    if (words) notices.important(words.message, words.hint, about, words.details);
    else notices.clear(about);
  };
