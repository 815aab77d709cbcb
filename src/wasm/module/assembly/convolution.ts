/**
 * Convolutions as products of matrices that nobody writes out: a table holds the address of each pixel's first tap, so that one loop
 * serves every stride. The image is copied, padded, to the scratch, a few samples at a time, and stays in the cache.
 *
 * Images are [B, H, W, channels], filters [kh, kw, I, O]. Every output is written whole, and no memory is read that its caller did not name.
 */
import { addFilterGradient, filtersByOutput, hasFewOutputs, rowOfOutputs } from './fewOutputs';
import { ADD } from './flags';
import { clear, packColumns, packRows, panels, place } from './images';
import { ZERO } from './lanes';
import { BLOCK, multiply } from './products';
import { addParts, partsOf } from './parts';
import { endNumber, endRow, firstNumber, firstRow, forAll, isFirstThread, ownPart, together } from './threads';
import { isTiled, tiled, tiledFilterGradient, tiledScratch } from './winograd';

/** Pixels of a group of samples, at least, so that tiles of six cost nothing at the end. */
const GROUP = 192;

// @ts-ignore: decorator
@inline function aligned(bytes: usize): usize {
  return (bytes + 15) & ~15;
}

/** Samples of a group. */
// @ts-ignore: decorator
@inline function groupOf(B: i32, pixels: i32): i32 {
  return min(B, (GROUP + pixels - 1) / pixels);
}

/** Byte offsets of a group of images, [samples, H, W] pixels: x's steps and those of the result. */
function fillTable(table: usize, samples: i32, H: i32, W: i32, x: usize, xRow: usize, xImage: usize, y: usize, yRow: usize, yImage: usize): void {
  for (let sample = 0; sample < samples; sample++) {
    for (let row = 0; row < H; row++) {
      let from = <usize>sample * xImage + <usize>row * xRow, to = <usize>sample * yImage + <usize>row * yRow;
      for (let column = 0; column < W; column++) {
        store<u32>(table, <u32>from);
        store<u32>(table, <u32>to, 4);
        table += 8;
        from += x;
        to += y;
      }
    }
  }
}

/** Source pixels on one axis that the taps of a phase reach in an upsampled image, where `tap` is the phase less the padding. */
// @ts-ignore: decorator
@inline function reach(tap: i32, taps: i32): i32 {
  return ((tap + taps - 1) >> 1) - (tap >> 1) + 1;
}

/** to (+)= from, n numbers. */
function accumulate(from: usize, to: usize, n: i32): void {
  let k = n;
  for (; k >= 4; k -= 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  for (; k > 0; k--) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    from += 4;
    to += 4;
  }
}

/**
 * The filter that a phase of the upsampled image sees, and back: several taps fall on one source pixel, and their weights add up.
 * @param phase  row of the result modulo 2, less the padding above; `phaseX` likewise
 * @param filter [kh, kw, I, O], n = I · O
 * @param joined [reach(phase, kh), reach(phaseX, kw), I, O]
 */
function joinTaps(filter: usize, joined: usize, phase: i32, phaseX: i32, kh: i32, kw: i32, n: i32, back: bool): void {
  const nw = reach(phaseX, kw), size = <usize>n * 4;
  if (!back) clear(joined, <usize>(reach(phase, kh) * nw) * size);
  for (let a = 0; a < kh; a++) {
    for (let b = 0; b < kw; b++) {
      const at = filter + <usize>(a * kw + b) * size;
      const to = joined + <usize>((((phase + a) >> 1) - (phase >> 1)) * nw + ((phaseX + b) >> 1) - (phaseX >> 1)) * size;
      if (back) accumulate(to, at, n);
      else accumulate(at, to, n);
    }
  }
}

/** The filter of the input gradient below an upsampled image, [kh + 1, kw + 1, I, O], flipped: two taps of each axis reach a source pixel. */
function joinTapsOfGradient(filter: usize, joined: usize, kh: i32, kw: i32, n: i32): void {
  const size = <usize>n * 4;
  clear(joined, <usize>((kh + 1) * (kw + 1)) * size);
  for (let a = 0; a < kh; a++) {
    for (let b = 0; b < kw; b++) {
      const from = filter + <usize>(a * kw + b) * size;
      for (let i = 0; i < 4; i++) accumulate(from, joined + <usize>((kh - a - (i >> 1)) * (kw + 1) + kw - b - (i & 1)) * size, n);
    }
  }
}

/** Bytes of scratch that the three functions need at most. @param H, W of the larger of x and y, twice that of x where it is upsampled */
export function convolutionScratch(B: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32): usize {
  const filter = kh * kw * I * O, items = max(B, (B * H * W + BLOCK - 1) / BLOCK);
  const sums = max(partsOf(items, filter) * filter, partsOf(items, 4 * filter) * 4 * filter);
  const direct = <usize>sums * 4 + forAll(threadScratch(B, H, W, I, O, kh, kw));
  return kh == 3 && kw == 3 ? max(direct, tiledScratch(B, H, W, I, O)) : direct;
}

function threadScratch(B: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32): usize {
  const group = <usize>groupOf(B, max(1, ((H - 1) / 2) * ((W - 1) / 2)));
  const taps = <usize>((kh + 2) * (kw + 2));
  const filter = taps * <usize>(max(panels(O) * I, panels(I) * O) * 32 + 4 * I * O * 4);
  const image = <usize>(H + 2 * kh) * <usize>(W + 2 * kw);
  return aligned(64 + filter + group * image * (<usize>max(I, O) * 4 + 8) + <usize>(BLOCK + W) * 32);
}

/** This thread's scratch. */
// @ts-ignore: decorator
@inline function ownScratch(scratch: usize, B: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32, Ho: i32, Wo: i32): usize {
  return ownPart(scratch, threadScratch(B, max(H, Ho), max(W, Wo), I, O, kh, kw));
}

/**
 * y = x * w + bias (+ add).
 * @param x       [B, H, W, I], or where `upsample` is 1 [B, H / 2, W / 2, I], of which each pixel is taken as 2 × 2
 * @param w       [kh, kw, I, O]
 * @param bias    [O], read where flags has BIAS
 * @param add     [B, Ho, Wo, O], read where flags has ADD; may be y itself
 * @param y       [B, Ho, Wo, O]
 * @param scratch `convolutionScratch` bytes
 */
export function convolution(x: usize, w: usize, bias: usize, add: usize, y: usize, B: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, Ho: i32, Wo: i32, upsample: i32, flags: i32, scratch: usize): void {
  if (isTiled(I, O, kh, kw, stride, Ho, Wo, upsample)) {
    tiled(x, w, bias, add - y, y, B, H, W, I, O, top, left, Ho, Wo, flags, scratch, false);
    return;
  }
  scratch = ownScratch(scratch, B, H, W, I, O, kh, kw, Ho, Wo);
  const pixel = <usize>I * 4, pixelY = <usize>O * 4, imageY = <usize>(Ho * Wo) * pixelY;
  const inPlace = kh == 1 && kw == 1 && top == 0 && left == 0 && !upsample, few = hasFewOutputs(I, O, upsample);
  // With upsampling: an image of the sources, and the result in four phases, each with a filter of its own.
  const phases = 1 + upsample, Hx = H >> upsample, Wx = W >> upsample;
  const above = upsample ? (top + 1) >> 1 : top, beside = upsample ? (left + 1) >> 1 : left;
  const Hp = inPlace ? H : upsample ? above + Hx + kh : max(H + top, (Ho - 1) * stride + kh);
  const Wp = inPlace ? W : upsample ? beside + Wx + kw : max(W + left, (Wo - 1) * stride + kw);
  const row = <usize>Wp * pixel, image = <usize>Hp * row, imageX = <usize>(Hx * Wx) * pixel;
  const taps = upsample ? ((kh >> 1) + 1) * ((kw >> 1) + 1) : kh * kw;
  const filters = aligned(<usize>(taps * I * panels(O)) * 32), joined = scratch + <usize>(phases * phases) * filters;
  const samples = groupOf(B, Ho * Wo);
  const table = joined + (upsample ? aligned(<usize>(kh * kw) * <usize>(I * O) * 4) : 0);
  const padded = table + aligned(<usize>(samples * Ho * Wo) * 8);
  for (let phase = 0; phase < phases * phases; phase++) {
    const py = phase >> 1, px = phase & 1;
    const nh = upsample ? reach(py - top, kh) : kh, nw = upsample ? reach(px - left, kw) : kw;
    if (upsample) joinTaps(w, joined, py - top, px - left, kh, kw, I * O, false);
    const depth = nh * nw * I;
    if (few) filtersByOutput(w, scratch, depth, O);
    else for (let o = 0; o < O; o += 8)
      packColumns((upsample ? joined : w) + <usize>o * 4, pixelY, scratch + <usize>phase * filters + <usize>((o >> 3) * depth) * 32, depth, O - o);
  }
  if (!inPlace) clear(padded, <usize>samples * image);
  const from = firstRow(B), end = endRow(B);
  for (let b = from; b < end; b += samples) {
    const count = min(samples, end - b);
    let source = x + <usize>b * imageX;
    if (!inPlace) {
      for (let i = 0; i < count; i++)
        place(source + <usize>i * imageX, padded + <usize>i * image + <usize>above * row + <usize>beside * pixel, Hx, Wx, I, row);
      source = padded;
    }
    if (few) {
      for (let i = 0; i < count * Ho; i++) {
        const sample = i / Ho, start = source + <usize>sample * image + <usize>((i - sample * Ho) * stride) * row;
        rowOfOutputs(start, <usize>stride * pixel, row, scratch, kw * I, kh, O, Wo, y + <usize>b * imageY + <usize>(i * Wo) * pixelY, bias, add - y, flags);
      }
      continue;
    }
    for (let phase = 0; phase < phases * phases; phase++) {
      const py = phase >> 1, px = phase & 1;
      const nh = upsample ? reach(py - top, kh) : kh, nw = upsample ? reach(px - left, kw) : kw;
      const rows = (Ho - py + upsample) >> upsample, columns = (Wo - px + upsample) >> upsample;
      if (b == from || upsample)
        fillTable(table, count, rows, columns, <usize>stride * pixel, <usize>stride * row, image, pixelY << upsample, (<usize>Wo * pixelY) << upsample, imageY);
      const first = upsample ? <usize>(above + ((py - top) >> 1)) * row + <usize>(beside + ((px - left) >> 1)) * pixel : <usize>0;
      const to = y + <usize>b * imageY + <usize>(py * Wo + px) * pixelY;
      multiply(source + first, table, count * rows * columns, scratch + <usize>phase * filters, <usize>(nh * nw * I) * 32, 32, nw * I, nh, row, to, O, bias, add - y, flags);
    }
  }
}

/**
 * dx (+)= the gradient with respect to x of a sum weighted by dy. Pixels of x whose coordinates leave the same remainder by the stride have
 * the same taps: each such phase is a convolution of dy with a part of the filter. Below an upsampled image there is one phase, and dy is read
 * in steps of two pixels.
 * @param dy  [B, Ho, Wo, O]
 * @param w   [kh, kw, I, O]
 * @param add as dx, read where flags has ADD; may be dx itself
 * @param dx  as x in `convolution`
 */
export function convolutionInputGradient(dy: usize, w: usize, add: usize, dx: usize, B: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, Ho: i32, Wo: i32, upsample: i32, flags: i32, scratch: usize): void {
  if (isTiled(I, O, kh, kw, stride, H, W, upsample) && max(top, left) <= 2 && Ho <= H + top && Wo <= W + left) {
    tiled(dy, w, 0, add - dx, dx, B, Ho, Wo, I, O, 2 - top, 2 - left, H, W, flags & ADD, scratch, true);
    return;
  }
  scratch = ownScratch(scratch, B, H, W, I, O, kh, kw, Ho, Wo);
  const Hx = H >> upsample, Wx = W >> upsample;
  const samples = groupOf(B, max(1, (Hx / stride) * (Wx / stride)));
  const packed = scratch, joined = scratch + aligned(<usize>((kh + upsample) * (kw + upsample) * O * panels(I)) * 32);
  const table = joined + (upsample ? aligned(<usize>((kh + 1) * (kw + 1)) * <usize>(I * O) * 4) : 0);
  const padded = table + aligned(<usize>(samples * ((Hx + stride - 1) / stride) * ((Wx + stride - 1) / stride)) * 8);
  const pixel = <usize>O * 4, pixelX = <usize>I * 4, step = <usize>(1 + upsample);
  // Rows of zeros above dy for the taps of the first row of x, and below as many as those of the last row need; columns likewise.
  const above = upsample ? kh - 1 - top : (kh - 1) / stride, beside = upsample ? kw - 1 - left : (kw - 1) / stride;
  const Hp = above + max(Ho, upsample ? H + kh : (H - 1 + top) / stride + 1), Wp = beside + max(Wo, upsample ? W + kw : (W - 1 + left) / stride + 1);
  const row = <usize>Wp * pixel, image = <usize>Hp * row, imageY = <usize>(Ho * Wo) * pixel, imageX = <usize>(Hx * Wx) * pixelX;
  const inPlace = kh == 1 && kw == 1 && stride == 1 && top == 0 && left == 0 && !upsample;
  if (!inPlace) clear(padded, <usize>samples * image);
  if (upsample) {
    joinTapsOfGradient(w, joined, kh, kw, I * O);
    packGradientFilter(joined, packed, kh + 1, kw + 1, 0, 0, 1, I, O, false);
  }
  const from = firstRow(B), end = endRow(B);
  for (let b = from; b < end; b += samples) {
    const count = min(samples, end - b);
    let source = dy + <usize>b * imageY;
    if (!inPlace) {
      for (let i = 0; i < count; i++)
        place(source + <usize>i * imageY, padded + <usize>i * image + <usize>above * row + <usize>beside * pixel, Ho, Wo, O, row);
      source = padded;
    }
    for (let py = 0; py < min(stride, Hx); py++) {
      for (let px = 0; px < min(stride, Wx); px++) {
        // The first pixel of the phase is (py, px); in the padded image of x its row is py + top.
        const ph = (py + top) % stride, pw = (px + left) % stride;
        const nh = upsample ? kh + 1 : ph < kh ? (kh - 1 - ph) / stride + 1 : 0, nw = upsample ? kw + 1 : pw < kw ? (kw - 1 - pw) / stride + 1 : 0;
        const rows = (Hx - py + stride - 1) / stride, columns = (Wx - px + stride - 1) / stride;
        if (!upsample && (b == from || stride > 1)) packGradientFilter(w, packed, kh, kw, ph, pw, stride, I, O, true);
        const first: usize = upsample ? 0 : <usize>((py + top) / stride - (nh - 1) + above) * row + <usize>((px + left) / stride - (nw - 1) + beside) * pixel;
        fillTable(table, count, rows, columns, step * pixel, step * row, image, <usize>stride * pixelX, <usize>(stride * Wx) * pixelX, imageX);
        const to = dx + <usize>b * imageX + <usize>(py * Wx + px) * pixelX;
        multiply(source + first, table, count * rows * columns, packed, <usize>(nh * nw * O) * 32, 32, nw * O, nh, row, to, I, 0, add - dx, flags);
      }
    }
  }
}

/** Packs the taps (ph + i · stride, pw + j · stride) with the channels swapped, the last tap first where `flip` says so: [I / 8, taps · O, 8]. */
function packGradientFilter(w: usize, packed: usize, kh: i32, kw: i32, ph: i32, pw: i32, stride: i32, I: i32, O: i32, flip: bool): void {
  const nh = ph < kh ? (kh - 1 - ph) / stride + 1 : 0, nw = pw < kw ? (kw - 1 - pw) / stride + 1 : 0, taps = nh * nw;
  for (let j = 0; j < I; j += 8) {
    for (let i = 0; i < taps; i++) {
      const from = flip ? taps - 1 - i : i, tap = (ph + (from / nw) * stride) * kw + pw + (from % nw) * stride;
      packRows(w + <usize>((tap * I + j) * O) * 4, <usize>O * 4, packed + <usize>(((j >> 3) * taps + i) * O) * 32, O, I - j);
    }
  }
}

/**
 * dw (+)= the gradient with respect to the filter: a product of x's patches, transposed, with dy, in blocks of pixels.
 * @param x  as in `convolution`
 * @param dy [B, Ho, Wo, O]
 * @param dw [kh, kw, I, O]; added to where flags has ADD
 */
export function convolutionFilterGradient(x: usize, dy: usize, dw: usize, B: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, Ho: i32, Wo: i32, upsample: i32, flags: i32, scratch: usize): void {
  const adds = (flags & ADD) != 0;
  if (isTiled(I, O, kh, kw, stride, Ho, Wo, upsample)) {
    tiledFilterGradient(x, dy, dw, B, H, W, I, O, top, left, Ho, Wo, adds, scratch);
    return;
  }
  // Pixel after pixel: then the batch is one row.
  const inPlace = kh == 1 && kw == 1 && top == 0 && left == 0 && !upsample, isRow = inPlace && stride == 1;
  const phases = 1 + upsample, numbers = phases * phases * kh * kw * I * O, size = <usize>numbers * 4;
  const items = isRow ? (B * H * W + BLOCK - 1) / BLOCK : B, parts = partsOf(items, numbers);
  const own = ownScratch(scratch + <usize>parts * size, B, H, W, I, O, kh, kw, Ho, Wo);
  for (let part = firstRow(parts); part < endRow(parts); part++) {
    const sums = scratch + <usize>part * size, first = items * part / parts, end = items * (part + 1) / parts;
    clear(sums, size);
    if (isRow) pixelsGradient(x, dy, sums, first * BLOCK, min(B * H * W, end * BLOCK), I, O, own);
    else samplesGradient(x, dy, sums, first, end, H, W, I, O, kh, kw, stride, top, left, Ho, Wo, upsample, inPlace, own);
  }
  together();
  addParts(scratch, parts, numbers);
  together();
  const filter = kh * kw * I * O;
  if (!upsample) {
    const begin = firstNumber(filter), at = <usize>begin * 4, count = endNumber(filter) - begin;
    if (adds) accumulate(scratch + at, dw + at, count);
    else memory.copy(dw + at, scratch + at, <usize>count * 4);
  } else if (isFirstThread()) {
    if (!adds) clear(dw, <usize>filter * 4);
    for (let phase = 0; phase < 4; phase++)
      joinTaps(dw, scratch + <usize>phase * <usize>filter * 4, (phase >> 1) - top, (phase & 1) - left, kh, kw, I * O, true);
  }
}

/** sums += the gradient of a filter of one tap over consecutive pixels. */
function pixelsGradient(x: usize, dy: usize, sums: usize, first: i32, end: i32, I: i32, O: i32, scratch: usize): void {
  const pixel = <usize>I * 4, pixelY = <usize>O * 4;
  for (; first < end; first += BLOCK)
    addFilterGradient(x + <usize>first * pixel, pixel, 0, dy + <usize>first * pixelY, pixelY, min(BLOCK, end - first), sums, I, 1, O, scratch);
}

/** sums += the gradient over samples. @param sums [kh, kw, I, O], or where `upsample` is 1 one for each of four phases */
function samplesGradient(x: usize, dy: usize, sums: usize, b: i32, end: i32, H: i32, W: i32, I: i32, O: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, Ho: i32, Wo: i32, upsample: i32, inPlace: bool, scratch: usize): void {
  const pixel = <usize>I * 4, pixelY = <usize>O * 4;
  const phases = 1 + upsample, Hx = H >> upsample, Wx = W >> upsample;
  const above = upsample ? (top + 1) >> 1 : top, beside = upsample ? (left + 1) >> 1 : left;
  const Hp = inPlace ? H : upsample ? above + Hx + kh : max(H + top, (Ho - 1) * stride + kh);
  const Wp = inPlace ? W : upsample ? beside + Wx + kw : max(W + left, (Wo - 1) * stride + kw);
  const row = <usize>Wp * pixel, image = <usize>Hp * row, imageX = <usize>(Hx * Wx) * pixel, imageY = <usize>(Ho * Wo) * pixelY;
  const filter = <usize>(kh * kw) * <usize>(I * O) * 4, padded = scratch + <usize>(BLOCK + Wo) * 32, step = <usize>stride * pixel;
  if (!inPlace) clear(padded, image);
  for (; b < end; b++) {
    let source = x + <usize>b * imageX;
    if (!inPlace) {
      place(source, padded + <usize>above * row + <usize>beside * pixel, Hx, Wx, I, row);
      source = padded;
    }
    for (let phase = 0; phase < phases * phases; phase++) {
      const py = phase >> 1, px = phase & 1;
      const nh = upsample ? reach(py - top, kh) : kh, nw = upsample ? reach(px - left, kw) : kw;
      const rows = (Ho - py + upsample) >> upsample, columns = (Wo - px + upsample) >> upsample;
      const first = upsample ? <usize>(above + ((py - top) >> 1)) * row + <usize>(beside + ((px - left) >> 1)) * pixel : <usize>0;
      const to = sums + <usize>phase * filter, dyStep = pixelY << upsample, dyRow = (<usize>Wo * pixelY) << upsample;
      for (let y = 0; y < rows; y++) {
        const from = source + first + <usize>(y * stride) * row;
        const dyAt = dy + <usize>b * imageY + <usize>(py * Wo + px) * pixelY + <usize>y * dyRow;
        addFilterGradient(from, step, row, dyAt, dyStep, columns, to, nw * I, nh, O, scratch);
      }
    }
  }
}

/** out (+)= the sums of the columns of x [rows, n], in blocks of rows: the gradient of a bias. @param flags ADD: added to out */
export function sumChannels(x: usize, out: usize, rows: i32, n: i32, flags: i32): void {
  const stride = <usize>n * 4, from = firstRow((n + 7) >> 3) << 3, end = min(n, endRow((n + 7) >> 3) << 3);
  if (from >= end) return;
  if (!(flags & ADD)) clear(out + <usize>from * 4, <usize>(end - from) * 4);
  for (let begin = 0; begin < rows; begin += BLOCK) {
    const count = min(BLOCK, rows - begin);
    let j = from;
    for (; j + 8 <= end; j += 8) {
      let c = ZERO, d = ZERO, at = x + <usize>j * 4;
      for (let i = count; i > 0; i--) {
        c = f32x4.add(c, v128.load(at));
        d = f32x4.add(d, v128.load(at, 16));
        at += stride;
      }
      const to = out + <usize>j * 4;
      v128.store(to, f32x4.add(v128.load(to), c));
      v128.store(to, f32x4.add(v128.load(to, 16), d), 16);
    }
    for (; j < end; j++) {
      let sum: f32 = 0, at = x + <usize>j * 4;
      for (let i = count; i > 0; i--) {
        sum += load<f32>(at);
        at += stride;
      }
      const to = out + <usize>j * 4;
      store<f32>(to, load<f32>(to) + sum);
    }
    x += <usize>count * stride;
  }
}
