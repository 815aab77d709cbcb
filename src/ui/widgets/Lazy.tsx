/** A part of the page whose code is loaded when it first shows. One that closes does so where its code cannot be loaded, and can be opened again. */
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
    void loadPart(lab.notices, load).then((module) => {
      if (module) setPart(() => module.default);
      else (props as { onClose?: () => void }).onClose?.();
    });
  }, [load]);
  return Part ? <Part {...props} /> : null;
}
