/** Films are packed by a worker with the browser's own encoders, and decode to the frames that went in. */
import { BlobSource, Input, MP4, VideoSampleSink, WEBM } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { type FilmFormat, MIME_TYPES } from '../../src/interop/film';
import { animationFormats } from '../../src/ui/pictures/videoFormats';
import { createPacker } from '../../workers/animationClient';

const [WIDTH, HEIGHT, FRAMES] = [420, 462, 12];
/** Share of the whole range by which pixels may differ in the mean: films halve the resolution of colours. */
const TOLERANCE = 0.02;

/** Dots in the colours of the stage, which move, on paper. */
function frame(k: number): Uint8ClampedArray<ArrayBuffer> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const g = canvas.getContext('2d')!;
  g.fillStyle = '#fbfaf7';
  g.fillRect(0, 0, WIDTH, HEIGHT);
  for (let i = 0; i < 300; i++) {
    const angle = i * 2.4 + 0.05 * k;
    g.fillStyle = i % 3 === 0 ? '#0b6e8f' : '#c8553d';
    g.beginPath();
    g.arc(210 + i * 0.6 * Math.cos(angle), 210 + i * 0.6 * Math.sin(angle), 2.5, 0, 7);
    g.fill();
  }
  g.fillStyle = '#222222';
  g.fillText(`step ${k}`, 20, 445);
  return g.getImageData(0, 0, WIDTH, HEIGHT).data as Uint8ClampedArray<ArrayBuffer>;
}

async function pack(format: FilmFormat): Promise<Uint8Array<ArrayBuffer>> {
  const packer = createPacker(format);
  const work = async () => {
    await packer.begin(WIDTH, HEIGHT);
    for (let k = 0; k < FRAMES; k++)
      await packer.add({ pixels: frame(k), milliseconds: k === FRAMES - 1 ? 1500 : 60 });
    return packer.finish();
  };
  try {
    return (await Promise.race([work(), packer.failed])) as Uint8Array<ArrayBuffer>;
  } finally {
    packer.terminate();
  }
}

/** Mean difference of red, green and blue, as a share of 255. */
function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  const sum = a.reduce((total, value, i) => total + (i % 4 === 3 ? 0 : Math.abs(value - b[i])), 0);
  return sum / (0.75 * a.length) / 255;
}

/** What the browser's own player says of a film. */
function played(bytes: Uint8Array<ArrayBuffer>, format: FilmFormat) {
  const video = document.createElement('video');
  video.src = URL.createObjectURL(new Blob([bytes], { type: MIME_TYPES[format] }));
  return new Promise<{ width: number; height: number; seconds: number }>((done, refuse) => {
    video.onerror = () => refuse(new Error(video.error?.message));
    video.onloadeddata = () =>
      done({ width: video.videoWidth, height: video.videoHeight, seconds: video.duration });
  });
}

test('Chromium writes both kinds of film beside GIF', async () => {
  expect(await animationFormats()).toEqual(['gif', 'mp4', 'webm']);
});

describe.each(['mp4', 'webm'] as const)('%s', (format) => {
  test('decodes to as many frames, at their times, with pixels within 2 %', async () => {
    const bytes = await pack(format);
    const input = new Input({ source: new BlobSource(new Blob([bytes])), formats: [MP4, WEBM] });
    const track = (await input.getPrimaryVideoTrack())!;
    const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
    const g = canvas.getContext('2d', { willReadFrequently: true })!;
    const differences: number[] = [];
    const times: number[] = [];
    for await (const sample of new VideoSampleSink(track).samples()) {
      sample.draw(g, 0, 0);
      const { data } = g.getImageData(0, 0, WIDTH, HEIGHT);
      differences.push(difference(data, frame(differences.length)));
      times.push(sample.timestamp);
      sample.close();
    }
    console.log(format, track.codec, bytes.length, 'bytes; largest difference', Math.max(...differences));
    expect(differences).toHaveLength(FRAMES);
    expect(Math.max(...differences)).toBeLessThan(TOLERANCE);
    for (const [k, time] of times.entries()) expect(time).toBeCloseTo(0.06 * k, 2);
    const { seconds, ...size } = await played(bytes, format);
    expect(size).toEqual({ width: WIDTH, height: HEIGHT });
    expect(seconds).toBeCloseTo(0.06 * (FRAMES - 1) + 1.5, 1);
  });
});
