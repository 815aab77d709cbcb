/** An island whose code is loaded when it is first mounted: pictures that few runs show are not part of the first load. */
import type { Mount } from './island';

/** The canvas stays empty until the code is there; then it receives the newest data. */
export function lazyIsland<D>(load: () => Promise<Mount<D>>, onFail: () => void = () => {}): Mount<D> {
  return (canvas) => {
    let mounted: ReturnType<Mount<D>> | null = null;
    let newest: { readonly data: D } | null = null;
    let destroyed = false;
    load()
      .then((mount) => {
        if (destroyed) return;
        mounted = mount(canvas);
        if (newest) mounted.update(newest.data);
      })
      .catch(onFail);
    return {
      update(data) {
        newest = { data };
        mounted?.update(data);
      },
      destroy() {
        destroyed = true;
        mounted?.destroy();
      },
    };
  };
}
