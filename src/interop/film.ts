/**
 * Films: containers, and the codecs that players expect in them, the most widely played first. The strings are of WebCodecs' registry
 * (https://www.w3.org/TR/webcodecs-codec-registry/).
 */
export const FILM_CODECS = {
  mp4: { avc: 'avc1.640028', av1: 'av01.0.04M.08', vp9: 'vp09.00.10.08' },
  webm: { vp9: 'vp09.00.10.08', av1: 'av01.0.04M.08', vp8: 'vp8' },
} as const;

export type FilmFormat = keyof typeof FILM_CODECS;
export type AnimationFormat = 'gif' | FilmFormat;

export const MIME_TYPES: Readonly<Record<AnimationFormat, string>> = {
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
};
