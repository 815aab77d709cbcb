/**
 * As much of a canvas's 2D context as the islands use, which writes SVG: paths, rectangles and letters as shapes, and bitmaps (clouds of
 * points, images, heat maps) as PNGs within it.
 */

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Hundredths of a pixel are enough. */
const n = (value: number): string => String(Math.round(100 * value) / 100);

/** "rgb(1 2 3 / 0.5)" in the form that every reader of SVG knows. */
function paint(name: 'fill' | 'stroke', colour: string): string {
  const [r, g, b, alpha = '1'] = colour.match(/[\d.]+/g) ?? [];
  if (!colour.startsWith('rgb')) return `${name}="${escaped(colour)}"`;
  return `${name}="rgb(${r},${g},${b})"${Number(alpha) < 1 ? ` ${name}-opacity="${alpha}"` : ''}`;
}

const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' };
const BASELINES: Partial<Record<CanvasTextBaseline, string>> = { middle: 'central', top: 'hanging' };

const STATE = {
  fillStyle: '#000' as string | { readonly id: string },
  strokeStyle: '#000',
  lineWidth: 1,
  lineJoin: 'miter' as CanvasLineJoin,
  lineCap: 'butt' as CanvasLineCap,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start' as CanvasTextAlign,
  textBaseline: 'alphabetic' as CanvasTextBaseline,
  imageSmoothingEnabled: true,
  imageSmoothingQuality: 'low' as ImageSmoothingQuality,
  dash: [] as readonly number[],
  x: 0,
  y: 0,
  clipId: '',
};

export class SvgContext {
  private readonly parts: string[] = [];
  private readonly definitions: string[] = [];
  private readonly saved: (typeof STATE)[] = [];
  private path = '';
  private scale = 1;
  /** Letters are as wide as on a canvas. */
  private readonly measuring = document.createElement('canvas').getContext('2d')!;

  /** Its state is its own properties, as on a canvas. */
  static create(): SvgContext & typeof STATE {
    return Object.assign(new SvgContext(), STATE);
  }

  private get now(): typeof STATE {
    return this as unknown as typeof STATE;
  }

  private add(element: string): void {
    const { clipId, globalAlpha } = this.now;
    const around = `${clipId && ` clip-path="url(#${clipId})"`}${globalAlpha < 1 ? ` opacity="${n(globalAlpha)}"` : ''}`;
    this.parts.push(around ? `<g${around}>${element}</g>` : element);
  }

  private define(element: (id: string) => string): string {
    const id = `d${this.definitions.length}`;
    this.definitions.push(element(id));
    return id;
  }

  private at(x: number, y: number): string {
    return `${n(x + this.now.x)} ${n(y + this.now.y)}`;
  }

  private fillOf(): string {
    const { fillStyle } = this.now;
    return typeof fillStyle === 'string' ? paint('fill', fillStyle) : `fill="url(#${fillStyle.id})"`;
  }

  private strokeOf(): string {
    const { strokeStyle, lineWidth, lineJoin, lineCap, dash } = this.now;
    return (
      `${paint('stroke', strokeStyle)} stroke-width="${n(lineWidth)}" stroke-linejoin="${lineJoin}"` +
      ` stroke-linecap="${lineCap}"${dash.length > 0 ? ` stroke-dasharray="${dash.map(n).join(' ')}"` : ''}`
    );
  }

  /** The scale of bitmaps: shapes need none. */
  setTransform(scale: number): void {
    this.scale = scale;
  }
  getTransform() {
    return { a: this.scale, d: this.scale, e: this.now.x * this.scale, f: this.now.y * this.scale };
  }
  translate(x: number, y: number): void {
    this.now.x += x;
    this.now.y += y;
  }
  save(): void {
    const { now } = this;
    const names = Object.keys(STATE) as (keyof typeof STATE)[];
    this.saved.push(Object.fromEntries(names.map((name) => [name, now[name]])) as typeof STATE);
  }
  restore(): void {
    Object.assign(this, this.saved.pop());
  }
  setLineDash(dash: readonly number[]): void {
    this.now.dash = [...dash];
  }

  beginPath(): void {
    this.path = '';
  }
  moveTo(x: number, y: number): void {
    this.path += `M${this.at(x, y)}`;
  }
  lineTo(x: number, y: number): void {
    this.path += `${this.path ? 'L' : 'M'}${this.at(x, y)}`;
  }
  closePath(): void {
    this.path += 'Z';
  }
  rect(x: number, y: number, w: number, h: number): void {
    this.path += `M${this.at(x, y)}h${n(w)}v${n(h)}h${n(-w)}Z`;
  }
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const point = (angle: number) => this.at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const middle = (from + to) / 2; // two arcs: one cannot be a whole circle
    const size = `${n(radius)} ${n(radius)} 0 0 1`;
    this.path += `${this.path ? 'L' : 'M'}${point(from)}A${size} ${point(middle)}A${size} ${point(to)}`;
  }
  fill(): void {
    this.add(`<path d="${this.path}" ${this.fillOf()}/>`);
  }
  stroke(): void {
    this.add(`<path d="${this.path}" fill="none" ${this.strokeOf()}/>`);
  }
  clip(): void {
    const { path, now } = this;
    const within = now.clipId && ` clip-path="url(#${now.clipId})"`;
    now.clipId = this.define((id) => `<clipPath id="${id}"${within}><path d="${path}"/></clipPath>`);
  }

  private box(x: number, y: number, w: number, h: number): string {
    const [left, top] = [x + Math.min(0, w) + this.now.x, y + Math.min(0, h) + this.now.y];
    return `x="${n(left)}" y="${n(top)}" width="${n(Math.abs(w))}" height="${n(Math.abs(h))}"`;
  }
  fillRect(x: number, y: number, w: number, h: number): void {
    this.add(`<rect ${this.box(x, y, w, h)} ${this.fillOf()}/>`);
  }
  strokeRect(x: number, y: number, w: number, h: number): void {
    this.add(`<rect ${this.box(x, y, w, h)} fill="none" ${this.strokeOf()}/>`);
  }
  clearRect(): void {
    // a drawing begins empty
  }

  private letters(text: string, x: number, y: number, look: string): void {
    const { font, textAlign, textBaseline } = this.now;
    const [, weight = '400', size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(font) ?? [];
    const baseline = BASELINES[textBaseline];
    this.add(
      `<text x="${n(x + this.now.x)}" y="${n(y + this.now.y)}" font-family="${escaped(family).replaceAll('&#34;', "'")}"` +
        ` font-size="${size}" font-weight="${weight}" text-anchor="${ANCHORS[textAlign] ?? 'start'}"` +
        `${baseline ? ` dominant-baseline="${baseline}"` : ''} ${look}>${escaped(text)}</text>`,
    );
  }
  fillText(text: string, x: number, y: number): void {
    this.letters(text, x, y, this.fillOf());
  }
  strokeText(text: string, x: number, y: number): void {
    this.letters(text, x, y, `fill="none" ${this.strokeOf()}`);
  }
  measureText(text: string): TextMetrics {
    this.measuring.font = this.now.font;
    return this.measuring.measureText(text);
  }

  createLinearGradient(x0: number, y0: number, x1: number, y1: number) {
    const stops: string[] = [];
    const ends = `x1="${n(x0)}" y1="${n(y0)}" x2="${n(x1)}" y2="${n(y1)}"`;
    const at = this.definitions.length;
    const id = this.define(() => '');
    const write = () => {
      this.definitions[at] =
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${ends}>${stops.join('')}</linearGradient>`;
    };
    return {
      id,
      addColorStop: (offset: number, colour: string) => {
        const look = paint('fill', colour)
          .replaceAll('fill-opacity', 'stop-opacity')
          .replace('fill=', 'stop-color=');
        stops.push(`<stop offset="${n(offset)}" ${look}/>`);
        write();
      },
    };
  }

  /** The whole bitmap, or a part of it: (image, x, y, w, h) and (image, sx, sy, sw, sh, x, y, w, h), as on a canvas. */
  drawImage(image: HTMLCanvasElement, ...places: readonly number[]): void {
    const whole = [0, 0, image.width, image.height];
    const [sx, sy, sw, sh, x, y, w = image.width, h = image.height] =
      places.length > 4 ? places : [...whole, ...places];
    if (!(sw > 0 && sh > 0)) return;
    const part = document.createElement('canvas');
    part.width = Math.max(1, Math.round(sw));
    part.height = Math.max(1, Math.round(sh));
    part.getContext('2d')!.drawImage(image, sx, sy, sw, sh, 0, 0, part.width, part.height);
    const sharp = this.now.imageSmoothingEnabled ? '' : ' image-rendering="pixelated"';
    this.add(
      `<image ${this.box(x, y, w, h)} preserveAspectRatio="none"${sharp} href="${part.toDataURL('image/png')}"/>`,
    );
  }
  createImageData(w: number, h: number): ImageData {
    return this.measuring.createImageData(w, h);
  }
  /** In pixels of the bitmap, past every transform, as on a canvas. */
  putImageData(image: ImageData, x: number, y: number): void {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d')!.putImageData(image, 0, 0);
    const { scale } = this;
    const [dx, dy] = [x / scale - this.now.x, y / scale - this.now.y];
    this.drawImage(canvas, dx, dy, image.width / scale, image.height / scale);
  }

  /** @param ground the colour of the paper */
  svg(w: number, h: number, ground: string, title: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${n(w)}" height="${n(h)}" viewBox="0 0 ${n(w)} ${n(h)}">\n` +
      `<title>${escaped(title)}</title>\n<defs>${this.definitions.join('')}</defs>\n` +
      `<rect width="100%" height="100%" ${paint('fill', ground)}/>\n${this.parts.join('\n')}\n</svg>\n`
    );
  }
}
