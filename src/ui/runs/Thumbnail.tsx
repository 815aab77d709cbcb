/** The small picture of a run's samples; an empty square before there is one. It repeats what stands beside it: no screen reader needs it. */
import { useEffect, useRef } from 'preact/hooks';

/** @param png 96 × 96 pixels */
export function Thumbnail({ png }: { readonly png: Uint8Array | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const g = canvas.current?.getContext('2d');
    if (!g) return;
    let isNewest = true;
    const draw = (picture: ImageBitmap | null) => {
      if (!isNewest) return;
      g.clearRect(0, 0, g.canvas.width, g.canvas.height);
      if (picture) g.drawImage(picture, 0, 0, g.canvas.width, g.canvas.height);
    };
    if (png)
      createImageBitmap(new Blob([png as BlobPart], { type: 'image/png' })).then(draw, () => draw(null));
    else draw(null);
    return () => {
      isNewest = false;
    };
  }, [png]);
  return (
    <div class="miniature thumbnail" aria-hidden="true">
      <canvas ref={canvas} width={96} height={96} />
    </div>
  );
}
