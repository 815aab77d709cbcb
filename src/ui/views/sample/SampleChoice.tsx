/** The list box over the grid selects one image, by pointer and by arrow keys. */

import * as words from '../../../words/sample';
import { indexAfterKey } from './gridKeys';
import type { SampleModel } from './model/sampleModel';

export function SampleChoice({ model }: { model: SampleModel }) {
  const n = model.stageCount.value;
  const columns = Math.ceil(Math.sqrt(n));
  const selected = model.selected.value;
  const labels = model.session.samples.value?.trajectory.labels;
  return (
    <div
      class="choice"
      role="listbox"
      tabIndex={0}
      aria-label={words.selectedSample}
      aria-activedescendant={`sample-${selected}`}
      style={{ gridTemplateColumns: `repeat(${columns}, 1fr)`, gridTemplateRows: `repeat(${columns}, 1fr)` }}
      onKeyDown={(event) => {
        const next = event.shiftKey ? null : indexAfterKey(event.key, selected, n);
        if (next === null) return;
        event.preventDefault();
        event.stopPropagation();
        model.selected.value = next;
      }}
    >
      {Array.from({ length: n }, (_, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and handles the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option
        <div
          key={i}
          id={`sample-${i}`}
          role="option"
          aria-selected={i === selected}
          aria-label={words.sampleNumber(i + 1, labels && labels[i] >= 0 ? labels[i] : null)}
          onClick={() => {
            model.selected.value = i;
          }}
        />
      ))}
    </div>
  );
}
