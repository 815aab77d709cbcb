/** Time as a claim that holds on every machine: the processor time of the code itself, compared with that of plain code beside it. */

/** Processor milliseconds of one run: the needs of the code, whatever else the machine does. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The fastest of several runs of two pieces of code, taken in turn. @returns the first time as a multiple of the second */
export function timeRatio(work: () => unknown, plain: () => unknown, runs = 6): number {
  let [ofWork, ofPlain] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < runs; run++) {
    ofWork = Math.min(ofWork, processorTime(work));
    ofPlain = Math.min(ofPlain, processorTime(plain));
  }
  return ofWork / ofPlain;
}
