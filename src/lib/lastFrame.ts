/** The result of a trajectory. @param trajectory states [frames, count, ...shape] @returns [count, ...shape], a view of its states */
export const lastFrame = ({ states, frames }: { readonly states: Float32Array; readonly frames: number }) =>
  states.subarray((states.length / frames) * (frames - 1));
