/**
 * The worker that packs a film: the browser's encoder (WebCodecs) compresses the frames, and mediabunny writes the container. Its name is
 * the container, mp4 or webm.
 */
import { expose, transfer } from 'comlink';
import {
  BufferTarget,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_VERY_HIGH,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { FILM_CODECS, type FilmFormat } from '../src/interop/film';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import type { AnimationApi } from './animation';

keepToOwnOrigin(self);

const container = self.name as FilmFormat;

interface Film {
  readonly output: Output;
  readonly target: BufferTarget;
  readonly source: VideoSampleSource;
  readonly width: number;
  readonly height: number;
  /** Where the next frame begins, in seconds. */
  time: number;
}

let film: Film | null = null;

const begun = (): Film => {
  if (!film) throw new Error('a frame came before the film had begun');
  return film;
};

const api: AnimationApi = {
  async begin(width, height) {
    const codecs = Object.keys(FILM_CODECS[container]) as VideoCodec[];
    const codec = await getFirstEncodableVideoCodec(codecs, { width, height });
    if (!codec) throw new Error('this browser has no encoder for a film of this size');
    const target = new BufferTarget();
    const format = container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
    const output = new Output({ format, target });
    const source = new VideoSampleSource({ codec, quality: QUALITY_VERY_HIGH });
    output.addVideoTrack(source);
    await output.start();
    film = { output, target, source, width, height, time: 0 };
  },
  async add({ pixels, milliseconds }) {
    const { source, width, height, time } = begun();
    const duration = milliseconds / 1000;
    const options = {
      format: 'RGBX',
      codedWidth: width,
      codedHeight: height,
      timestamp: time,
      duration,
    } as const;
    const sample = new VideoSample(pixels, options);
    await source.add(sample);
    sample.close();
    film!.time += duration;
  },
  async finish() {
    const { output, target } = begun();
    await output.finalize();
    const bytes = new Uint8Array(target.buffer!);
    return transfer(bytes, [bytes.buffer]);
  },
};

expose(api);
