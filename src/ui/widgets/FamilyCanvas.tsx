/** The stage, the guesses or the film of samples, drawn as their family is drawn: points on a plane, images as tiles. */
import { useMemo } from 'preact/hooks';
import * as words from '../../words/controls';
import type { Mount } from '../canvas/island';
import { lazyIsland } from '../canvas/lazyIsland';
import type { FamilyView } from '../families/family';
import { type FilmData, film } from '../islands/film';
import { type GuessData, guess } from '../islands/guess';
import { type StageData, stage } from '../islands/stage';
import { type Lab, useLab } from '../shell/lab';
import { IslandCanvas, type IslandCanvasProps } from './IslandCanvas';

interface PartData {
  readonly stage: StageData;
  readonly guess: GuessData;
  readonly film: FilmData;
}

type Islands = { readonly [part in keyof PartData]: Mount<PartData[part]> };

const OF_POINTS: Islands = { stage, guess, film };

/** The code of tiles is not part of the first load. */
function islandsOfImages({ notices }: Lab): Islands {
  const islands = () => import('../islands/images');
  const onFail = () => notices.problem(words.imagesNotDrawn, words.imagesPartNotLoaded);
  return {
    stage: lazyIsland(async () => (await islands()).imageStage, onFail),
    guess: lazyIsland(async () => (await islands()).imageGuess, onFail),
    film: lazyIsland(async () => (await islands()).imageStrip, onFail),
  };
}

type Props<P extends keyof PartData> = Omit<IslandCanvasProps<PartData[P]>, 'mount'> & {
  readonly family: FamilyView;
  readonly part: P;
};

export function FamilyCanvas<P extends keyof PartData>({ family, part, ...canvas }: Props<P>) {
  const lab = useLab();
  const islands = useMemo(() => (family.planar ? OF_POINTS : islandsOfImages(lab)), [family, lab]);
  // another family draws on a canvas of its own
  return <IslandCanvas key={family.id} mount={islands[part]} {...canvas} />;
}
