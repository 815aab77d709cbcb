/**
 * The loss of a device: what waits for it then may never settle, and what is read from it is no answer. An exception may come before the
 * loss that causes it is known.
 */
import { LostAnswerError } from '../lib/lostAnswer';
import { unlessAborted } from '../lib/unlessAborted';
import { deviceIsLost, usesGpu } from '../runtime/backend';
import * as words from '../words/errors/run';

/** Milliseconds after an exception in which the loss of its device becomes known, where that is the cause. */
const LOSS_FOLLOWS = 3000;

/** Whether the device of an exception is lost, which may become known only after it. */
export async function isLossOf(device: AbortSignal): Promise<boolean> {
  if (usesGpu() && !device.aborted && !deviceIsLost())
    await unlessAborted(device, new Promise((resolve) => setTimeout(resolve, LOSS_FOLLOWS)));
  return device.aborted || deviceIsLost();
}

export const lostAnswer = () => new LostAnswerError(words.lostBeforeAnswer);

/** An answer from the device. @throws LostAnswerError where the device is lost before or while it answers: what is read then are zeros */
export async function fromDevice<T>(device: AbortSignal, answer: () => Promise<T>): Promise<T> {
  if (device.aborted) throw lostAnswer();
  try {
    const result = await unlessAborted(device, answer());
    if (!device.aborted && !deviceIsLost()) return result as T;
  } catch (error) {
    if (!(await isLossOf(device))) throw error;
  }
  throw lostAnswer();
}
