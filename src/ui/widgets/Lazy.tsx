/** A part of the page whose code is loaded when it first shows. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLab } from '../shell/lab';
import { loadPart } from '../shell/loadPart';

interface Props<P> {
  /** Must not change between renders. */
  readonly load: () => Promise<{ default: ComponentType<P> }>;
  readonly props: P;
}

export function Lazy<P extends object>({ load, props }: Props<P>) {
  const lab = useLab();
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    void loadPart(lab.notices, load).then((module) => setPart(() => module?.default ?? null));
  }, [load]);
  return Part ? <Part {...props} /> : null;
}
