/** Random numbers of one image, by its number: the same on every machine, in whatever order images are drawn. */
export class Chance {
  /** @param seed whole number */
  constructor(seed) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
    for (let i = 0; i < 4; i++) this.next();
  }

  /** A number in [0, 1), of 32 bits (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low, high) {
    return low + (high - low) * this.next();
  }

  /** A whole number, `high` included. */
  whole(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  of(choices) {
    return choices[Math.floor(this.next() * choices.length)];
  }

  /** @param share of all cases, 0 to 1 */
  happens(share) {
    return this.next() < share;
  }

  sign() {
    return this.happens(0.5) ? 1 : -1;
  }
}
