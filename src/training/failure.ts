/** Expected failures as coded events: what happened, and what to do. */
import { DataSourceError } from '../../datasets';
import { ImageDataError } from '../../datasets/images';
import type { FailureCode } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { RefusedError } from '../diffusion/refusal';
import { FileError } from '../interop/fileError';

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string;
  readonly mend?: Partial<RunConfig>;
}

const OUT_OF_MEMORY =
  /out of memory|allocation failed|cannot allocate|cannot enlarge memory|memory access out of bounds|array buffer allocation|exceeds the max/i;

/** What an exception means for the user. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RefusedError)
    return { code: 'bad-config', message: error.reason, hint: error.wayOut, mend: error.mend };
  if (error instanceof DataSourceError)
    return {
      code: 'bad-config',
      message,
      hint: 'Draw, type or open something to learn, or choose a built-in data set.',
    };
  if (error instanceof ImageDataError)
    return { code: 'bad-file', message, hint: 'Check the connection, and start again.' };
  if (error instanceof FileError)
    return { code: 'bad-file', message, hint: 'Open another model, or choose one of the U-Nets here.' };
  if (OUT_OF_MEMORY.test(message))
    return { code: 'out-of-memory', message, hint: 'Choose a smaller batch or a narrower network.' };
  return { code: 'bug', message, hint: 'This should not happen. Your weights can still be downloaded.' };
}

export const DEVICE_HINTS = {
  'gpu-error': 'Train on another backend: WASM always works. Please report the message.',
  'device-lost': 'Start again: a new GPU device is asked for. If it is lost again, train on WASM.',
} as const;
