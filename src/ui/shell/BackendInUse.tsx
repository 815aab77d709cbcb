/** The backend in use, in the header. */
import { useSignal } from '@preact/signals';
import * as words from '../../words/shell';
import { useLab } from './lab';

/** The backend and why it is used: up to three lines in the header, its name alone on a phone and beside the progress of training, and whole once it is pressed. */
export function BackendInUse() {
  const { store, sampled, view } = useLab();
  const isOpen = useSignal(false);
  const close = () => {
    isOpen.value = false;
  };
  const slots = view.value === 'compare' ? (['a', 'b', 'train'] as const) : (['train', 'a', 'b'] as const);
  const runs = slots.map((slot) => store.run(slot).value);
  const current = view.value === 'sample' ? [sampled.value] : runs;
  const report = current.map((run) => run?.backend).find(Boolean);
  const details = report
    ? [
        report.device && `, ${report.device}`,
        report.software && ` (${words.software})`,
        report.reason && `: ${report.reason}`,
        ...Object.entries(report.speeds ?? {}).map(([id, speed]) => `, ${id} ${Math.round(speed)} GFLOP/s`),
      ]
        .filter(Boolean)
        .join('')
    : '';
  const description = report ? report.backend + details : words.noBackend;
  return (
    <div class="backend">
      {report && (
        <button
          type="button"
          class="quiet"
          title={description}
          aria-expanded={isOpen.value}
          aria-controls="backend-in-use"
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
          onBlur={close}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          {report.backend}
          <span>{details}</span>
        </button>
      )}
      <p
        id="backend-in-use"
        role="status"
        aria-label={words.backendInUse}
        class={isOpen.value ? 'explanation' : 'vh'}
      >
        {description}
      </p>
    </div>
  );
}
