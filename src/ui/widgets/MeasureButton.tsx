/** A button that draws enough samples for a figure of their quality, and measures them; loaded where it is first needed. */
import type { QualityProbe } from '../../state/qualityProbe';
import { count, measuringText, timeText } from '../format';

interface Props {
  readonly probe: QualityProbe;
  /** Samples to draw, and what they are. */
  readonly total: number;
  readonly noun: string;
  /** Estimated milliseconds of the draw; null where nothing was timed here. */
  readonly milliseconds: number | null;
}

/** "Measure with 512 images, about 40 s", then its progress with the time that is left, and Cancel. */
export default function MeasureButton({ probe, total, noun, milliseconds }: Props) {
  const now = probe.progress.value;
  if (now)
    return (
      <span class="work measuring">
        <progress
          value={now.done < now.total ? now.done : undefined}
          max={now.total}
          aria-label="Measuring the quality"
        />
        <small>{measuringText(now, noun)}</small>
        <button type="button" class="quiet" onClick={() => probe.cancel()}>
          Cancel
        </button>
      </span>
    );
  return (
    <button
      type="button"
      class="quiet"
      disabled={!probe.isReady.value}
      title={
        probe.isReady.value
          ? 'Draws this many samples with the present settings, and measures them beside as many real ones'
          : 'Available once the model has stopped training or drawing'
      }
      onClick={() => void probe.measure(total)}
    >
      Measure with {count(total)} {noun}
      {timeText(milliseconds)}
    </button>
  );
}
