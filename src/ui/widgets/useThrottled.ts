/** A value that changes at most a few times a second, however often what it is read from does: numbers must stay legible. */
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { onBeat } from './beat';

const NUMBERS_INTERVAL = 250;
/** Summaries for assistive technology may interrupt: they change seldom. */
export const SUMMARY_INTERVAL = 5000;

/** @param read reads signals; must not change between renders (define it outside, or memoise it) */
export function useThrottled<T>(read: () => T, interval = NUMBERS_INTERVAL): T {
  const [value, setValue] = useState(read);
  useEffect(() => {
    let newest: T;
    const publish = () => setValue(() => newest);
    let forget = () => {};
    const stop = effect(() => {
      newest = read();
      forget = onBeat(interval, publish);
    });
    return () => {
      stop();
      forget();
    };
  }, [read, interval]);
  return value;
}

/** Throttled while `changing`; at once otherwise, so that a figure agrees with a button or a sentence beside it that says "paused". */
export function useThrottledWhile<T>(changing: boolean, read: () => T): T {
  const throttled = useThrottled(read);
  return changing ? throttled : read();
}
