/**
 * The formats in which this browser can save an animation. GIF needs no encoder. A film needs one that WebCodecs offers
 * (https://www.w3.org/TR/webcodecs/), and which there are is the browser's and the device's affair: each is asked for.
 */
import { type AnimationFormat, FILM_CODECS, type FilmFormat } from '../../interop/film';

const encodes = async (codec: string): Promise<boolean> => {
  try {
    const config = { codec, width: 720, height: 480, bitrate: 2_000_000 };
    return (await VideoEncoder.isConfigSupported(config)).supported === true;
  } catch {
    return false; // a codec whose name the browser does not know
  }
};

async function encodesAny(format: FilmFormat): Promise<boolean> {
  const answers = await Promise.all(Object.values(FILM_CODECS[format]).map(encodes));
  return answers.includes(true);
}

/** @returns GIF, and the films that the browser can encode */
export async function animationFormats(): Promise<readonly AnimationFormat[]> {
  if (typeof VideoEncoder === 'undefined') return ['gif'];
  const [mp4, webm] = await Promise.all([encodesAny('mp4'), encodesAny('webm')]);
  return ['gif', ...(mp4 ? ['mp4' as const] : []), ...(webm ? ['webm' as const] : [])];
}
