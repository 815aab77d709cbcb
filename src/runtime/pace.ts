/**
 * The pace keeps the device's queue short: work is sent in slices of some 40 ms, and no more than two of them are on their way. So Pause
 * takes effect at once, the page and the system get the GPU in between, and no watchdog has reason to bark. A slice is as many steps as
 * fit, by how long the last ones took; where one step is longer, it is a slice of its own and goes alone, in several submissions.
 */

const MILLISECONDS_PER_SLICE = 40;

const MOST_STEPS = 1000;

/** What one submission may take: the page's own frames wait for it. */
const MILLISECONDS_PER_SUBMISSION = 50;

const MOST_SUBMISSIONS = 16;

export interface Pace {
  /** Submissions that the next step should be sent in. */
  readonly submissions: number;
  /** To be called behind each step that was sent; resolves when there is room for another one. */
  stepped(): Promise<void>;
}

/**
 * @param done resolves when the device has done everything that was sent before the call
 * @param now  milliseconds of a clock
 */
export function createPace(done: () => Promise<void>, now: () => number = () => performance.now()): Pace {
  let length = 1;
  let steps = 0;
  let submissions = 1;
  let inFlight: Promise<void> = Promise.resolve();
  /** When the device was done with the slice before, or could have begun the one it is at. */
  let freeSince = now();

  function learn(count: number, sent: number): void {
    const each = (now() - Math.max(freeSince, sent)) / count;
    freeSince = now();
    const fitting = Math.round(MILLISECONDS_PER_SLICE / Math.max(each, 1e-3));
    length = Math.min(Math.max(fitting, 1), 2 * length, MOST_STEPS);
    const wanted = Math.ceil(each / MILLISECONDS_PER_SUBMISSION);
    submissions = Math.min(Math.max(wanted, 1), 2 * submissions, MOST_SUBMISSIONS);
  }

  let began: number | null = null;
  return {
    get submissions() {
      return submissions;
    },
    async stepped() {
      began ??= now();
      steps += 1;
      if (steps < length) return;
      const [count, sent] = [steps, began];
      steps = 0;
      began = null;
      const before = inFlight;
      const mine = done().then(() => learn(count, sent));
      inFlight = mine;
      await (submissions > 1 ? mine : before);
    },
  };
}
