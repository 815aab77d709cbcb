/** A run of the library as a model to draw from: its averaged weights of the newest checkpoint. */
import { openedModel } from '../../interop/openedModel';
import { modelOf } from '../../interop/runFile';
import { messageOf } from '../../lib/diagnostic';
import type { Library } from '../../state/library/library';
import type { LoadedModel } from '../../state/sample/session';
import * as words from '../../words/opening';

/** @throws an error whose message is for the user, where the library has no whole checkpoint of the run */
export async function savedModel(library: Pick<Library, 'model'>, id: string): Promise<LoadedModel> {
  const saved = await library.model(id).catch((error: unknown) => {
    throw new Error(words.runOfOtherBrowser(messageOf(error)));
  });
  const { weights, networks, base, ...run } = saved;
  const file = modelOf(run, networks, { tensors: weights.ema, training: null });
  return {
    id: '',
    label: words.yourRun(weights.step),
    card: null,
    file,
    ...openedModel(file),
    ...(run.source && { source: run.source }),
    base,
    step: weights.step,
    recordId: id,
  };
}
