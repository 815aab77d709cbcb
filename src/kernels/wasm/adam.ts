/** The optimizer step on WASM: one walk over the heap instead of some twenty kernels and as many arrays. */
import { addKernel } from './kernel';

export function installAdam(): void {
  addKernel('LabAdam', ({ inputs, attrs, backend }) => {
    const { beta1, beta2, clip } = attrs as { beta1: number; beta2: number; clip: number };
    const outputs = Array.from({ length: 4 }, () => backend.makeOutput(inputs.parameters.shape, 'float32'));
    // All allocated: from here on the windows hold.
    const [p, m, v, ema, g, step] = ['parameters', 'm', 'v', 'ema', 'gradient', 'step'].map((name) =>
      backend.typedArrayFromHeap(inputs[name]),
    );
    const [nextP, nextM, nextV, nextEma] = outputs.map((output) => backend.typedArrayFromHeap(output));
    const [rate, epsilon, decay] = step;
    let squares = 0;
    for (let i = 0; i < g.length; i++) squares += g[i] * g[i];
    const norm = Math.sqrt(squares);
    const scale = clip > 0 && norm > clip ? clip / norm : 1;
    for (let i = 0; i < g.length; i++) {
      const gi = g[i] * scale;
      const mi = beta1 * m[i] + (1 - beta1) * gi;
      const vi = beta2 * v[i] + (1 - beta2) * gi * gi;
      const pi = p[i] - (rate * mi) / (Math.sqrt(vi) + epsilon);
      nextM[i] = mi;
      nextV[i] = vi;
      nextP[i] = pi;
      nextEma[i] = pi + decay * (ema[i] - pi);
    }
    return outputs;
  });
}
