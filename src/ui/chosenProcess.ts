/** The process that a configuration describes, with what every view needs of it, or the reason why there is none. Pure. */
import type { RunConfig } from '../config/fields';
import { type Process, shareOf } from '../diffusion/process';
import { createProcess } from '../diffusion/processes';
import { type TerminalSignal, terminalSignal } from '../diffusion/terminalSignal';
import { messageOf } from '../lib/diagnostic';
import { nativeTime } from './time/axis';

/** Points of the slider's track, the sparkline and the findings about the signal. */
const SIGNAL_POINTS = 201;

export interface ProcessFacts {
  readonly config: RunConfig;
  readonly process: Process;
  readonly terminal: TerminalSignal;
  /** [201] share of the variance that is signal, ᾱ or α²/(α² + σ²), evenly over the time axis, data first. */
  readonly signal: readonly number[];
}

export type ChosenProcess = { readonly facts: ProcessFacts } | { readonly refusal: string };

export function chosenProcess(config: RunConfig): ChosenProcess {
  try {
    const process = createProcess(config);
    const terminal = terminalSignal(process, config);
    const signal = Array.from({ length: SIGNAL_POINTS }, (_, i) =>
      shareOf(process.level(nativeTime(process, i / (SIGNAL_POINTS - 1)))),
    );
    return { facts: { config, process, terminal, signal } };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}
