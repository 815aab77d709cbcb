/** An island whose code is loaded when it is first mounted: what few runs show is not part of the first load. */
import type { Mount } from './island';

/** Until the code is there the canvas stays empty; then it is given the newest data. */
export function later<D>(load: () => Promise<Mount<D>>, onFail: () => void = () => {}): Mount<D> {
  return (canvas) => {
    let mounted: ReturnType<Mount<D>> | null = null;
    let newest: { readonly data: D } | null = null;
    let gone = false;
    load()
      .then((mount) => {
        if (gone) return;
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
        gone = true;
        mounted?.destroy();
      },
    };
  };
}
