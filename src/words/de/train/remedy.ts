/** The buttons with which a run that has failed goes on. */
export const trainWithBatches = (size: number) => `Mit Batches von ${size} trainieren`;
export const goOnWithBatches = (size: number) => `Mit Batches von ${size} fortfahren`;
export const continueOn = (backend: string) => `Mit ${backend} fortfahren`;
export const continueWithRate = (rate: number) => `Mit Lernrate ${rate} fortfahren`;
