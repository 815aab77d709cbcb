/** Samples again once the form has not changed for a while; the button samples at once. */
import { effect } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import type { SampleSession } from '../../../../state/sample/session';
import { SESSION_FIELDS } from '../../../../state/sample/settings';

/** How long the form must not change before sampling starts, in ms. */
const DEBOUNCE = 500;

/** Everything that the samples depend on, as one key. */
const keyOf = (config: RunConfig, count: number): string =>
  [count, ...SESSION_FIELDS.map((name) => config[name])].join();

export interface AutoSample {
  /** Samples with the settings of the form. */
  sampleNow(): void;
  dispose(): void;
}

export function createAutoSample(session: SampleSession): AutoSample {
  const formKey = () => keyOf(session.form.config.value, session.count.value);
  let sampledKey = formKey();
  let sampledModel = session.model.peek();
  let timer: ReturnType<typeof setTimeout> | undefined;
  function sampleNow() {
    clearTimeout(timer);
    sampledKey = formKey();
    void session.sample();
  }
  const stop = effect(() => {
    const key = formKey();
    const model = session.model.value;
    clearTimeout(timer);
    if (model !== sampledModel) {
      sampledKey = key; // the session itself samples a model that has just opened
      sampledModel = model;
    } else if (model && key !== sampledKey) timer = setTimeout(sampleNow, DEBOUNCE);
  });
  return {
    sampleNow,
    dispose() {
      clearTimeout(timer);
      stop();
    },
  };
}
