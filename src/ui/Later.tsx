/** A part of the page whose code is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLab } from './lab';

interface Props<P> {
  /** Must not change between renders. */
  readonly load: () => Promise<{ default: ComponentType<P> }>;
  readonly given: P;
}

export function Later<P extends object>({ load, given }: Props<P>) {
  const lab = useLab();
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    load()
      .then((module) => setPart(() => module.default))
      .catch(() =>
        lab.notices.problem('A part of the page could not be loaded.', 'Check the connection and reload.'),
      );
  }, [load]);
  return Part ? <Part {...given} /> : null;
}
