/** A value that changes at most a few times a second, however often what it is read from does: numbers must stay legible. */
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

const NUMBERS_INTERVAL = 250;
/** Summaries for assistive technology may interrupt: they change seldom. */
export const SUMMARY_INTERVAL = 5000;

/** @param read reads signals; must not change between renders (define it outside, or memoise it) */
export function useThrottled<T>(read: () => T, interval = NUMBERS_INTERVAL): T {
  const [value, setValue] = useState(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = Number.NEGATIVE_INFINITY;
    let newest: T;
    const stop = effect(() => {
      newest = read();
      if (timer !== null) return;
      const wait = last + interval - performance.now();
      const publish = () => {
        timer = null;
        last = performance.now();
        setValue(() => newest);
      };
      if (wait <= 0) publish();
      else timer = setTimeout(publish, wait);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [read, interval]);
  return value;
}

/** Throttled while `changing`; at once otherwise, so that a figure agrees with a button or a sentence beside it that says "paused". */
export function useThrottledWhile<T>(changing: boolean, read: () => T): T {
  const throttled = useThrottled(read);
  return changing ? throttled : read();
}
