/** Where a model's `run.json` says something else than the files that describe its weights, which then hold. */

import * as words from '../words/files/model';
import { ditFields } from './ditConfig';
import { quote } from './fileError';
import { isFlowScheduler, type ModelFile } from './modelFile';
import { isJsonObject, type JsonObject } from './strictJson';

type Fields = Readonly<Record<string, unknown>>;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A sentence for each field that both have with another value. */
const sentences = (run: Fields, file: Fields, where: string, used: string): string[] =>
  Object.keys(file)
    .filter((name) => run[name] !== undefined && run[name] !== null && !isSame(run[name], file[name]))
    .map((name) => words.disagrees(name, quote(run[name]), where, quote(file[name]), used));

const samplingOf = (scheduler: NonNullable<(ModelFile & { kind: 'unet' })['scheduler']>): Fields =>
  isFlowScheduler(scheduler)
    ? { process: 'flow', prediction: 'velocity' }
    : { T: scheduler.T, prediction: scheduler.prediction };

/** The fields that a run of this app writes into both files of a U-Net. */
function ofUnet(file: ModelFile & { kind: 'unet' }, run: JsonObject): string[] {
  const { scheduler, config } = file;
  const network = { classes: (config.numClassEmbeds ?? 0) > 0 };
  const sampling = scheduler ? samplingOf(scheduler) : {};
  return [
    ...sentences(run, network, words.theWeights, words.whatWeightsSay),
    ...sentences(run, sampling, 'scheduler_config.json', 'run.json'),
  ];
}

/** The fields that a run of this app has beside a DiT's own configuration. */
const ofDit = ({ config, fields }: ModelFile & { kind: 'dit' }, run: JsonObject): string[] =>
  sentences(
    run,
    { ...ditFields(config), classes: config.numClasses > 0, prediction: fields.prediction ?? null },
    'config.json',
    words.configOfWeights,
  );

/** @returns sentences for the user; none where the files agree */
export function disagreements(file: ModelFile): string[] {
  if (!isJsonObject(file.run)) return [];
  const { run } = file;
  if (file.kind === 'unet') return run.model === 'unet' ? ofUnet(file, run) : [];
  if (file.kind === 'dit') return run.model === 'dit' ? ofDit(file, run) : [];
  const { data: _, ...network } = file.config; // the data's summary, which run.json has not
  return sentences(run, network, 'config.json', words.configOfWeights);
}
