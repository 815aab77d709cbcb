/** What a field of JSON has and should have: types and limits, and configurations within what is supported. */
import { plural } from '../../../lib/numbers';

export const aNumber = 'eine Zahl';
export const aString = 'eine Zeichenkette';
export const aBoolean = 'true oder false';
export const wholeNumber = 'eine ganze Zahl';
export const finiteNumber = 'eine endliche Zahl';
export const moreThan = (least: string) => `größer als ${least}`;
export const lessThan = (most: string) => `kleiner als ${most}`;
export const length = (limit: string) => `eine Länge von ${limit}`;
export const otherText = (pattern: string) => `Text der Form ${pattern}`;
export const nothingMore = 'nichts weiter';
/** @param last the last of all */
export const either = (others: string, last: string) => `${others} oder ${last}`;
export const wholeFile = 'die Datei';

export const isMissing = (path: string) => `${path} fehlt`;
export const isOther = (path: string, found: string, supported: string) =>
  `${path} ist ${found}; unterstützt: ${supported}`;
export const isUnknown = (key: string, value: string) =>
  `${key} ist ${value}; dieses Feld ist hier nicht bekannt`;
export const more = (n: number) => `${n} weitere`;
export const unsupportedFields = (n: number, named: string) =>
  `${n === 1 ? 'ein nicht unterstütztes Feld' : `${n} nicht unterstützte Felder`}: ${named}`;
export const withinSupported = (format: string) => `${format} im unterstützten Umfang`;
export const configOfDiffusers = (version: string) => `eine Konfiguration von diffusers ${version}`;
export const configOfDit = (name: string) => `ein ${name} von facebookresearch/DiT`;

export const notSquare = (size: string) => `sample_size ist ${size}; Bilder müssen quadratisch sein`;
export const noMultiple = (size: number, blocks: number, divisor: number) =>
  `sample_size ist ${size}; ${blocks} Blöcke brauchen ein Vielfaches von ${divisor}`;
const entriesOf = (n: number) => plural(n, { one: `${n} Eintrag`, other: `${n} Einträge` });
/** @param other the list whose length it should have */
export const otherLength = (name: string, entries: number, other: string, expected: number) =>
  `${name} hat ${entriesOf(entries)}; ${other} hat ${expected}`;
export const outChannels = (out: number, inward: number) =>
  `out_channels ist ${out}; es muss gleich in_channels (${inward}) sein oder doppelt so groß`;
export const firstChannels = (channels: number) =>
  `block_out_channels beginnt mit ${channels}; die Zeiteinbettung braucht eine gerade Zahl ab 4`;
export const groupsOfMidBlock = (groups: number, channels: number) =>
  `attn_norm_num_groups ist ${groups}; es muss ${channels} teilen, die Kanäle des mittleren Blocks`;
export const noDivisor = (name: string, value: number, channels: string) =>
  `${name} ist ${value}; es muss ${channels} teilen`;
export const otherBetas = (entries: number, T: number) =>
  `trained_betas hat ${entriesOf(entries)}; num_train_timesteps ist ${T}`;
export const orderedBox = 'ein Rechteck, dessen Ecken geordnet sind';
