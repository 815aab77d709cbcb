/** Train, below the batch size: the memory that a run needs. */

export const needs = (memory: string) => `needs about ${memory}`;
export const parts = 'weights, optimizer state, EMA and the activations saved for the backward pass';
