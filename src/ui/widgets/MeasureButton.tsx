/** A button that draws enough samples for a figure of their quality, and measures them; loaded where it is first needed. */
import type { QualityProbe } from '../../state/qualityProbe';
import * as words from '../../words/controls';
import * as measuringWords from '../../words/measuring';
import { measuringText, timeText } from '../format';

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
          aria-label={measuringWords.measuringQuality}
        />
        <small>{measuringText(now, noun)}</small>
        <button type="button" class="quiet" onClick={() => probe.cancel()}>
          {words.cancel}
        </button>
      </span>
    );
  return (
    <button
      type="button"
      class="quiet"
      disabled={!probe.isReady.value}
      title={probe.isReady.value ? measuringWords.whatMeasureDoes : measuringWords.measureLater}
      onClick={() => void probe.measure(total)}
    >
      {measuringWords.measureWith(total, noun, timeText(milliseconds))}
    </button>
  );
}
