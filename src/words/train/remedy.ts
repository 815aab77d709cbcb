/** The buttons with which a run that has failed goes on. */
export const trainWithBatches = (size: number) => `Train with batches of ${size}`;
export const goOnWithBatches = (size: number) => `Go on with batches of ${size}`;
export const continueOn = (backend: string) => `Continue on ${backend}`;
export const continueWithRate = (rate: number) => `Continue with learning rate ${rate}`;
