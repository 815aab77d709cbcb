/** All guesses, now: x̂0 of every sample at this time. A blob far from the data, the shape close to it. */
import { css } from '../canvas/colour';
import { island } from '../canvas/island';
import { text } from '../canvas/plot';
import type { Reel } from '../trajectory';
import { createCloudPainter } from './cloud';
import { placeOn } from './place';

export interface GuessData {
  readonly reel: Reel | null;
  readonly position: number;
  readonly world: number;
}

const MOST_POINTS = 1500;

export const guess = island<GuessData>(
  () => {
    const painter = createCloudPainter();
    return (surface, { reel, position, world }) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      const moment = reel?.at(position);
      const layers =
        reel && moment
          ? [
              {
                parts: [
                  {
                    from: reel.guesses(moment.from),
                    to: reel.guesses(moment.to),
                    share: moment.share,
                    scale: 1,
                    strength: 1,
                    limit: MOST_POINTS,
                  },
                ],
                radius: 1,
                ink: { colour: colours.ink, opacity: 0.6 },
              },
            ]
          : [];
      painter.paint(surface, placeOn(w, h, world), colours.stage, layers);
      g.strokeStyle = css(colours.line);
      g.lineWidth = 1;
      g.strokeRect(0.5, 0.5, w - 1, h - 1);
      text(surface, 'all guesses, now', 8, 15, { halo: colours.stage });
    };
  },
  { rest: 100 },
);
