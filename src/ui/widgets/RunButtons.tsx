/** The buttons that all transports of training share: the filled one, and the way back to the runs before. */
import * as words from '../../words/controls';

interface TrainProps {
  readonly label: string;
  readonly title: string;
  readonly training: boolean;
  /** Training cannot start; a pause is always possible. */
  readonly disabled: boolean;
  readonly onTrain: () => void;
  readonly onPause: () => void;
}

/** Starts or continues training, and pauses it while it runs. */
export function TrainButton({ label, title, training, disabled, onTrain, onPause }: TrainProps) {
  return (
    <button
      type="button"
      class={training ? 'primary running' : 'primary'}
      disabled={!training && disabled}
      title={training ? words.pauseAfterStep : title}
      onClick={training ? onPause : onTrain}
    >
      {training ? words.pause : label}
    </button>
  );
}

interface RestoreProps {
  readonly label: string;
  readonly title: string;
  /** That the earlier run had reached. */
  readonly step: number;
  readonly onRestore: () => void;
}

/** Restores what another run replaced, or what Reset removed. */
export function RestoreButton({ label, title, step, onRestore }: RestoreProps) {
  return (
    <>
      <button type="button" class="link" title={title} onClick={onRestore}>
        {label}
      </button>{' '}
      {words.stepsInParentheses(step)}
    </>
  );
}
