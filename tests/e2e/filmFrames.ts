/** The frames of a film: as the page painted them, and as Chromium decodes the file that it saved. */
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';

/** Every fourth pixel each way: red, green and blue. */
const STEP = 4;

/** Keeps what is read from canvases of this side from now on: the frames of a film on their way to the packer. */
export const recordFrames = (page: Page, side: number): Promise<void> =>
  page.evaluate(
    ({ side, step }) => {
      const frames: number[][] = [];
      Object.assign(window, { frames });
      const read = CanvasRenderingContext2D.prototype.getImageData;
      CanvasRenderingContext2D.prototype.getImageData = function (...args: Parameters<typeof read>) {
        const image = read.apply(this, args);
        if (this.canvas.width !== side || this.canvas.isConnected) return image;
        const pixels: number[] = [];
        for (let y = 0; y < side; y += step)
          for (let x = 0; x < side; x += step)
            pixels.push(...image.data.subarray(4 * (y * side + x), 4 * (y * side + x) + 3));
        frames.push(pixels);
        return image;
      };
    },
    { side, step: STEP },
  );

/** The frames since the last call. */
export const filmedFrames = (page: Page): Promise<number[][]> =>
  page.evaluate(() => (window as unknown as { frames: number[][] }).frames.splice(0));

/** A page of the same origin without the policy of the site, which lets no test add code. */
async function decoder(context: BrowserContext, site: string): Promise<Page> {
  const page = await context.newPage();
  const bundle = await readFile('node_modules/mediabunny/dist/bundles/mediabunny.mjs');
  await page.route('**/decoder.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<html></html>' }),
  );
  await page.route('**/mediabunny.mjs', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: bundle }),
  );
  await page.goto(new URL('decoder.html', site).href);
  return page;
}

/** @param format as the page names it @returns the pixels of each frame, as {@link recordFrames} has them */
export async function decodedFrames(
  context: BrowserContext,
  bytes: Buffer,
  format: string,
): Promise<number[][]> {
  const page = await decoder(context, context.pages()[0].url());
  // As text, since the test runner would rewrite `import`.
  const decode = `(async (file, step) => {
    const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
    const canvas = document.createElement('canvas');
    const g = canvas.getContext('2d', { willReadFrequently: true });
    const frames = [];
    const take = (width, height, draw) => {
      Object.assign(canvas, { width, height });
      draw();
      const { data } = g.getImageData(0, 0, width, height);
      const pixels = [];
      for (let y = 0; y < height; y += step)
        for (let x = 0; x < width; x += step) pixels.push(...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3));
      frames.push(pixels);
    };
    if (${JSON.stringify(format)} === 'GIF') {
      const decoder = new ImageDecoder({ data: bytes, type: 'image/gif' });
      await Promise.all([decoder.completed, decoder.tracks.ready]);
      const { frameCount } = decoder.tracks.selectedTrack;
      for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
        const { image } = await decoder.decode({ frameIndex });
        take(image.displayWidth, image.displayHeight, () => g.drawImage(image, 0, 0));
        image.close();
      }
      return frames;
    }
    const { BlobSource, Input, MP4, VideoSampleSink, WEBM } = await import('./mediabunny.mjs');
    const input = new Input({ source: new BlobSource(new Blob([bytes])), formats: [MP4, WEBM] });
    const track = await input.getPrimaryVideoTrack();
    for await (const sample of new VideoSampleSink(track).samples()) {
      take(sample.displayWidth, sample.displayHeight, () => sample.draw(g, 0, 0));
      sample.close();
    }
    return frames;
  })(${JSON.stringify(bytes.toString('base64'))}, ${STEP})`;
  const frames = (await page.evaluate(decode)) as number[][];
  await page.close();
  return frames;
}
