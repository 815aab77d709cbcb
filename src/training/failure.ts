/** The failure of a run that an exception or a device means. */
import { DataSourceError } from '../../datasets';
import { ImageDataError } from '../../datasets/images';
import { RefusedError } from '../diffusion/refusal';
import { FileError } from '../interop/fileError';
import { messageOf } from '../lib/diagnostic';
import type { Failure } from '../types/run';

const OUT_OF_MEMORY =
  /out of memory|allocation failed|cannot allocate|cannot enlarge memory|memory access out of bounds|array buffer allocation|exceeds the max/i;

/** The failure that an exception means for the user. */
export function failureOf(error: unknown): Failure {
  const message = messageOf(error);
  if (error instanceof RefusedError) return { code: 'bad-config', ...error.diagnostic };
  if (error instanceof DataSourceError)
    return {
      code: 'bad-config',
      message,
      hint: 'Draw, type or open data, or choose a built-in data set.',
    };
  if (error instanceof ImageDataError)
    return { code: 'bad-file', message, hint: 'Check the connection, and start again.' };
  if (error instanceof FileError) return { code: 'bad-file', ...error.diagnostic };
  if (OUT_OF_MEMORY.test(message))
    return { code: 'out-of-memory', message, hint: 'Choose a smaller batch or a narrower network.' };
  return { code: 'bug', message, hint: 'This should not happen. Your weights can still be downloaded.' };
}

export const DEVICE_HINTS = {
  'gpu-error': 'Train on another backend: WASM always works. Please report the message.',
  'out-of-memory': 'Choose a smaller batch or a narrower network.',
  'device-lost': 'Start again, on a new GPU device. If that one is lost too, train on WASM.',
} as const;
