/** The button of an act, its progress with Cancel, and what went wrong. */
import { useId } from 'preact/hooks';
import type { Editor } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import type { SampleModel } from '../model/sampleModel';

export interface Act {
  readonly label: string;
  readonly begin: () => void;
  /** True while something that it needs is not chosen. */
  readonly disabled?: boolean;
}

export function Work({ model, editor, acts }: { model: SampleModel; editor: Editor; acts: readonly Act[] }) {
  const waits = useId();
  const done = editor.progress.value;
  // one act at a time on the device: the stage's samples come first
  const ready = model.session.activity.value === null && model.session.samples.value !== null;
  if (done !== null)
    return (
      <p class="work">
        <progress value={done} max={1} aria-label={words.drawing} />
        <button type="button" class="quiet" onClick={() => editor.cancel()}>
          {words.cancel}
        </button>
      </p>
    );
  return (
    <>
      <div class="pad-tools">
        {acts.map(({ label, begin, disabled }) => (
          <button
            type="button"
            key={label}
            class="strong"
            disabled={!ready || disabled}
            aria-describedby={ready ? undefined : waits}
            onClick={begin}
          >
            {label}
          </button>
        ))}
        {!ready && <small id={waits}>{words.waitsForSamples}</small>}
      </div>
      {editor.problem.value && (
        <p class="notice" role="alert">
          {editor.problem.value}
        </p>
      )}
    </>
  );
}
