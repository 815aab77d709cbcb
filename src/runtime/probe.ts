/** A probe asks the browser for its adapter or renderer before TensorFlow.js is loaded, and whether it is hardware. */
import { describeAdapter, isSoftwareName } from '../lib/gpuAdapter';

export interface Probe {
  readonly available: boolean;
  /** The adapter or renderer as the browser names it; empty where it does not say. */
  readonly device: string;
  /** True where the "GPU" is a program on the processor. */
  readonly software: boolean;
}

const ABSENT: Probe = { available: false, device: '', software: false };

export async function probeWebgpu(): Promise<Probe> {
  if (typeof navigator === 'undefined' || !navigator.gpu) return ABSENT;
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return ABSENT;
    const { name, software } = await describeAdapter(adapter);
    return { available: true, device: name, software };
  } catch {
    return ABSENT; // a browser that has the interface but refuses the adapter, as in some private windows
  }
}

export function probeWebgl(): Probe {
  if (typeof OffscreenCanvas === 'undefined') return ABSENT;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return ABSENT;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const device = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  const floatTextures = context.getExtension('EXT_color_buffer_float') !== null;
  context.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep only some 16 contexts
  return floatTextures ? { available: true, device, software: isSoftwareName(device) } : ABSENT;
}
