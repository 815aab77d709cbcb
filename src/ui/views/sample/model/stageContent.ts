/** The content of the stage at the clock's position: the noisy samples x_t, or the network's predictions x̂0 of the clean samples. */
export type StageContent = 'now' | 'prediction';
