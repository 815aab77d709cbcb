/**
 * A recovering trainer answers the page's calls across the end of its workers: a question whose answer is lost is asked again once the runs
 * go on, and a command that is lost has its effect by the recovery.
 */
import type { RunRequest, TrainerApi } from '../../../workers/protocol';
import { isLostAnswer } from '../../lib/lostAnswer';
import { limited } from './backendLimit';
import { createRecovery, type Recovery, type RecoveryParts } from './recovery';

/** What changes the runs or ends a work: it is not asked again. */
type Command =
  | 'connect'
  | 'start'
  | 'pause'
  | 'resume'
  | 'step'
  | 'stop'
  | 'prepare'
  | 'setSampling'
  | 'cancelDraw'
  | 'cancelBound'
  | 'cancelStraighten'
  | 'cancelCopying';
type Question = Exclude<keyof TrainerApi, Command>;

/** Questions change nothing, so that they can be asked again; with the command that cancels each. Any call that is no command is one. */
export const QUESTIONS: Readonly<Record<Question, Command | null>> = {
  estimate: null,
  draw: 'cancelDraw',
  drawTrajectory: 'cancelDraw',
  classify: 'cancelDraw',
  field: null,
  evaluateBound: 'cancelBound',
  straighten: 'cancelStraighten',
  memorisation: null,
  trainToCopying: 'cancelCopying',
  state: null,
  lastCopy: null,
  savedModel: null,
};
/** The answer of a question that is cancelled. */
const nothingFrom = (name: keyof TrainerApi) => (name === 'evaluateBound' ? false : null);
const keyOf = (name: keyof TrainerApi, runId?: unknown, id?: unknown) => `${name} ${runId} ${id}`;

/** A call that is not answered yet. */
interface WaitingCall {
  /** The key of the command that cancels it; of none where nothing does. */
  readonly cancelledBy: string;
  isCancelled: boolean;
}

function waitingCall(name: keyof TrainerApi, [request]: readonly unknown[]): WaitingCall {
  const { runId, id } = (request ?? {}) as { readonly runId?: number; readonly id?: number };
  return { cancelledBy: keyOf(QUESTIONS[name as Question]!, runId, id), isCancelled: false };
}

/** How often a question is asked. */
const MOST_ATTEMPTS = 4;
/** Milliseconds between an answer that is lost and the report of the fault. */
const FAULT_FOLLOWS = 5000;

/** Notes what a command changes, so that a recovery under way or to come applies it. */
function note(recovery: Recovery, name: keyof TrainerApi, parameters: readonly unknown[]): void {
  switch (name) {
    case 'start':
      recovery.begin(parameters[0] as readonly RunRequest[]);
      break;
    case 'pause':
    case 'resume':
      recovery.group?.setPaused(name === 'pause');
      break;
    case 'stop':
      recovery.clear();
      break;
    case 'setSampling':
      recovery.group?.setSampling(...(parameters as Parameters<TrainerApi['setSampling']>));
      break;
    default:
  }
}

async function perform(
  recovery: Recovery,
  name: keyof TrainerApi,
  parameters: readonly unknown[],
): Promise<unknown> {
  if (name === 'start') return recovery.send(parameters[0] as readonly RunRequest[]);
  const { api } = await recovery.connected();
  if (name === 'estimate' || name === 'prepare') {
    const [config, source] = parameters as Parameters<TrainerApi['estimate' | 'prepare']>;
    return api[name]({ ...config, backend: limited(config.backend, recovery.limit) }, source);
  }
  const method = api[name] as (...parameters: readonly unknown[]) => Promise<unknown>;
  return method(...parameters);
}

export function createRecoveringTrainer(parts: RecoveryParts): TrainerApi {
  const recovery = createRecovery(parts);
  const waiting = new Set<WaitingCall>();

  async function answer(
    name: keyof TrainerApi,
    parameters: readonly unknown[],
    own: WaitingCall,
  ): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      while (recovery.underWay) await recovery.underWay;
      const { generation } = recovery;
      try {
        return await perform(recovery, name, parameters);
      } catch (error) {
        if (!isLostAnswer(error) || attempt === MOST_ATTEMPTS) throw error;
        await recovery.replaced(generation, FAULT_FOLLOWS);
        while (recovery.underWay) await recovery.underWay;
        if (!(name in QUESTIONS)) return undefined; // the recovery has done what the command asked for
        if (own.isCancelled) return nothingFrom(name);
      }
    }
  }

  function call(name: keyof TrainerApi, parameters: readonly unknown[]): Promise<unknown> {
    note(recovery, name, parameters);
    const key = keyOf(name, ...parameters);
    for (const each of waiting) if (each.cancelledBy === key) each.isCancelled = true;
    const own = waitingCall(name, parameters);
    waiting.add(own);
    return answer(name, parameters, own).finally(() => waiting.delete(own));
  }

  return new Proxy({} as TrainerApi, {
    get(_, name) {
      if (name === 'then') return undefined; // a promise would be awaited; any other name is a method
      return (...parameters: readonly unknown[]) => call(name as keyof TrainerApi, parameters);
    },
  });
}
