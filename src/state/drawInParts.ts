/** Many samples are drawn in parts: a cancel is then quick, and the time left follows from the rate so far. */

/** The most samples of one part where the draw of a part takes a while. */
export const SAMPLES_OF_A_PART = 64;

export interface DrawProgress {
  /** Samples drawn, and all that will be drawn. */
  readonly done: number;
  readonly total: number;
  /** Milliseconds until all are drawn, at the rate so far; null before the first part. */
  readonly left: number | null;
}

interface Draws {
  /** Samples of each model. */
  readonly count: number;
  /** Samples of a part. */
  readonly size: number;
  /**
   * Draws one part of one model.
   * @param model index of the model
   * @param part  index of the part: noise of its own for each part, the same for all models
   * @returns [count, ...shape] in data units; null where it was cancelled
   */
  readonly draw: (model: number, part: number, count: number) => Promise<Float32Array | null>;
  readonly onProgress: (progress: DrawProgress) => void;
  /** Milliseconds of any clock that only goes forward. */
  readonly now: () => number;
}

/**
 * Draws from one or more models in turn.
 * @returns [count, ...shape] of each model; null where a draw was cancelled
 */
export async function drawInParts(
  models: number,
  { count, size, draw, onProgress, now }: Draws,
): Promise<Float32Array[] | null> {
  const byModel = Array.from({ length: models }, (): Float32Array[] => []);
  const total = models * count;
  const start = now();
  let done = 0;
  onProgress({ done, total, left: null });
  for (let part = 0; part * size < count; part++) {
    const samples = Math.min(size, count - part * size);
    for (const [model, parts] of byModel.entries()) {
      const values = await draw(model, part, samples);
      if (!values) return null;
      parts.push(values);
      done += samples;
      onProgress({ done, total, left: ((now() - start) * (total - done)) / done });
    }
  }
  return byModel.map(concatenated);
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
