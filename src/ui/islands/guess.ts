/** The network's predictions x̂0 of all samples at one time: a blob at high noise, the shape of the data at low noise. */

import * as stageWords from '../../words/stage';
import { css } from '../canvas/colour';
import { island } from '../canvas/island';
import { text } from '../canvas/marks';
import type { Reel } from '../time/reel';
import { createCloudPainter } from './cloud';
import { placeOn } from './place';

export interface GuessData {
  readonly reel: Reel | null;
  readonly position: number;
  readonly world: number;
}

const MOST_POINTS = 1500;
/** Height of the panel's caption. */
const LABEL = 20;

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
      const placing = placeOn(w, h - LABEL, world);
      painter.paint(surface, { ...placing, centreY: placing.centreY + LABEL }, colours.stage, layers);
      g.strokeStyle = css(colours.line);
      g.lineWidth = 1;
      g.strokeRect(0.5, 0.5, w - 1, h - 1);
      text(surface, stageWords.predictions, 8, 15, { halo: colours.stage });
    };
  },
  { minInterval: 100 },
);
