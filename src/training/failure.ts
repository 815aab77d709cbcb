/** The failure of a run that an exception or a device means. */
import { DataSourceError } from '../../datasets';
import { ImageDataError } from '../../datasets/images';
import { RefusedError } from '../diffusion/refusal';
import { FileError } from '../interop/fileError';
import { messageOf } from '../lib/diagnostic';
import type { Failure } from '../types/run';
import * as words from '../words/errors/run';

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
      hint: words.dataMissing,
    };
  if (error instanceof ImageDataError) return { code: 'bad-file', message, hint: words.dataNotFetched };
  if (error instanceof FileError) return { code: 'bad-file', ...error.diagnostic };
  if (OUT_OF_MEMORY.test(message)) return { code: 'out-of-memory', message, hint: words.smallerModel };
  return { code: 'bug', message, hint: words.bug };
}

export const DEVICE_HINTS = {
  'gpu-error': words.gpuError,
  'out-of-memory': words.smallerModel,
  'device-lost': words.deviceLost,
} as const;
