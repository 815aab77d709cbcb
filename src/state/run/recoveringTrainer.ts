/**
 * A recovering trainer answers the page's calls across the end of its workers: a question whose answer is lost is asked again once the runs
 * go on, and a command that is lost has its effect by the recovery.
 */
import type { RunRequest, TrainerApi } from '../../../workers/protocol';
import { isLostAnswer } from '../../lib/lostAnswer';
import { limited } from './backendLimit';
import { createRecovery, type Recovery, type RecoveryParts } from './recovery';

/** Questions change nothing, so that they can be asked again. */
const QUESTIONS: ReadonlySet<PropertyKey> = new Set<keyof TrainerApi>([
  'estimate',
  'draw',
  'drawTrajectory',
  'classify',
  'field',
  'evaluateBound',
  'straighten',
  'state',
  'savedModel',
]);
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

  async function call(name: keyof TrainerApi, parameters: readonly unknown[]): Promise<unknown> {
    note(recovery, name, parameters);
    for (let attempt = 1; ; attempt++) {
      while (recovery.underWay) await recovery.underWay;
      const { generation } = recovery;
      try {
        return await perform(recovery, name, parameters);
      } catch (error) {
        if (!isLostAnswer(error) || attempt === MOST_ATTEMPTS) throw error;
        await recovery.replaced(generation, FAULT_FOLLOWS);
        while (recovery.underWay) await recovery.underWay;
        if (!QUESTIONS.has(name)) return undefined; // the recovery has done what the command asked for
      }
    }
  }

  return new Proxy({} as TrainerApi, {
    get(_, name) {
      if (name === 'then') return undefined; // a promise would be awaited; any other name is a method
      return (...parameters: readonly unknown[]) => call(name as keyof TrainerApi, parameters);
    },
  });
}
