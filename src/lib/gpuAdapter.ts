/** The description of a WebGPU adapter by a browser: its name, and whether it is hardware. */

export interface AdapterDescription {
  /** Empty where the browser does not say, as in Firefox. */
  readonly name: string;
  /** True where the "GPU" is a program on the processor. */
  readonly software: boolean;
}

/** The members of an adapter that say what it is. Each is missing somewhere: the types describe current browsers. */
interface DescribedAdapter {
  readonly info?: Partial<GPUAdapterInfo>;
  /** Chromium 113 to 126 and early versions of Safari have this instead of `info`. */
  requestAdapterInfo?(): Promise<Partial<GPUAdapterInfo>>;
  /** Moved to `info` with Chromium 136. */
  readonly isFallbackAdapter?: boolean;
}

/** Names of software renderers: Chromium's, Mesa's, Windows'. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;

export const isSoftwareName = (name: string): boolean => SOFTWARE_NAMES.test(name);

export function describeInfo({
  vendor,
  architecture,
  device,
  description,
  isFallbackAdapter,
}: Partial<GPUAdapterInfo>): AdapterDescription {
  const parts = [vendor, architecture, device, description].filter(Boolean).join(' ');
  return {
    name: description || [vendor, architecture, device].filter(Boolean).join(' '),
    software: isFallbackAdapter === true || isSoftwareName(parts),
  };
}

export async function describeAdapter(adapter: GPUAdapter): Promise<AdapterDescription> {
  const described = adapter as unknown as DescribedAdapter;
  const info = described.info ?? (await described.requestAdapterInfo?.().catch(() => ({}))) ?? {};
  const { name, software } = describeInfo(info);
  return { name, software: software || described.isFallbackAdapter === true };
}
