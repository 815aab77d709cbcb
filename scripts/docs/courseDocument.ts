/** docs/course.md: the lessons in an order for one and for three sessions, with questions and answers. Every number is computed. */
import { type LessonId, lessonConfig, lessonOf } from '../../src/config/lessons';
import { EVIDENCE, kl, POSTERIOR, PRIOR } from '../../src/diffusion/lab1d/bound';
import { distanceToNormal } from '../../src/diffusion/lab1d/coinToss';
import { halfLife, limitVariance } from '../../src/diffusion/lab1d/pair';
import { bayesStep } from '../../src/diffusion/lab1d/reverse';
import { signalError } from '../../src/diffusion/lab1d/smallSteps';
import { CHAINS, ddimError, shareOfSteps, signalAt } from '../../src/diffusion/lab1d/whyCosine';
import { shareOf } from '../../src/diffusion/process';
import { createProcess } from '../../src/diffusion/processes';
import { planSampling } from '../../src/diffusion/samplers';

interface Stop {
  /** What the teacher presses. */
  readonly press: string;
  readonly question: string;
  readonly answer: () => string;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The first number of tosses from which on the sum is this close to the normal distribution. */
function tossesWithin(distance: number): number {
  let tosses = 1;
  while (distanceToNormal(tosses) > distance) tosses++;
  return tosses;
}

/** The first step of a chain at which at least half of the variance is noise. */
function halfNoise(id: LessonId): { readonly t: number; readonly last: number } {
  const process = createProcess(lessonConfig(id));
  let t = 0;
  while (shareOf(process.level(t)) > 0.5) t++;
  return { t, last: process.timeMax };
}

const STOPS = {
  'first-noise': {
    press: 'Drag the time slider to noise and back.',
    question: 'At which step is half of the variance noise?',
    answer() {
      const { t, last } = halfNoise('first-noise');
      return `From t = ${t} of ${last} on, near the middle: the schedule is the cosine one. Nothing is learned on the way to noise.`;
    },
  },
  'first-guess': {
    press: '5, then 25 steps.',
    question: 'Why is one step not enough, when the network was trained to predict the digit?',
    answer() {
      const process = createProcess(lessonConfig('first-guess'));
      const { alpha, sigma } = process.level(process.timeMax);
      return `At the last step x̂₀ = (x − σ ε̂)/α with σ/α = ${Math.round(sigma / alpha)}: an error of the predicted noise counts that many times in the prediction of the data. Later steps divide by less.`;
    },
  },
  'first-training': {
    press: '**Train**.',
    question: 'The loss soon falls no more. Why do the samples go on getting better?',
    answer: () =>
      'Most of the loss is noise that no network can predict: its floor is beside the curve. What is left above the floor is small, and decides the shape.',
  },
  'first-steps': {
    press: '1, 3 and 20 steps.',
    question: 'What does a sample cost?',
    answer() {
      const config = lessonConfig('first-steps');
      const process = createProcess(config);
      const nfe = (sampler: 'ddim' | 'heun') => planSampling(process, { sampler, samplingSteps: 20 }).nfe;
      return `As many evaluations of the network as steps: ${nfe('ddim')} for 20 steps of DDIM. Heun’s method takes two a step but for the last, ${nfe('heun')} in all.`;
    },
  },
  'coin-toss': {
    press: '**Tosses** to the right, then **Drift a** and **Diffusion coefficient b**.',
    question: 'After how many tosses is the sum within 0.05 of the normal distribution?',
    answer: () =>
      `After ${tossesWithin(0.05)}. One toss is ${distanceToNormal(1).toFixed(3)} away (the largest difference of the distribution functions), 16 tosses ${distanceToNormal(16).toFixed(3)}: four times as many halve the distance.`,
  },
  pair: {
    press: '**a, the factor of x** and **b, the factor of ε**, off the circle a² + b² = 1 and back.',
    question: 'With β = 0.02, how fast is the start forgotten, and what if √β were β?',
    answer() {
      const a = Math.sqrt(1 - 0.02);
      return `Half of it is left after ${Math.ceil(halfLife({ a, b: Math.sqrt(0.02) }))} steps, for the factor is aᵏ. With b = β the variance would settle at ${limitVariance({ a, b: 0.02 }, 1).toFixed(2)}, not at 1.`;
    },
  },
  'small-steps': {
    press: '**Steps of the chain**: 10, 50, 200, 1000.',
    question: 'How does the error of the chain fall with the number of its steps?',
    answer() {
      const [few, some, many] = [50, 200, 1000].map((steps) => signalError(steps) ?? Number.NaN);
      return `As 1/steps, order 1: ${few.toFixed(4)} with 50 steps, ${some.toFixed(4)} with 200, ${many.toFixed(4)} with 1000, of √ᾱ against the SDE.`;
    },
  },
  'density-moves': {
    press: '**Turn**, then **Integrate again**.',
    question: 'Paths are random. Why is their density not?',
    answer: () =>
      'It obeys ∂p/∂t = −∂J/∂x, in which nothing is random. What leaves one place enters the next, so that the mass stays 1.',
  },
  'back-in-time': {
    press: '**What drives the way back**, each of them, then **Step δ**.',
    question: 'Why may one step back be Gaussian, if it is small enough?',
    answer() {
      const [long, short] = [0.1, 0.001].map((delta) => bayesStep(0.3, delta, 0.4).distance);
      return `By Bayes the step is p_t times a Gaussian, and over a small step log p_t is nearly a line: the total variation between the two is ${long.toFixed(3)} for δ = 0.1 and ${short.toFixed(5)} for δ = 0.001.`;
    },
  },
  bound: {
    press: '**Mean of q** and **Deviation of q**.',
    question: 'Is the KL divergence a distance? When is the bound tight?',
    answer: () =>
      `It is not symmetric: ${kl(PRIOR, POSTERIOR).toFixed(2)} nats one way and ${kl(POSTERIOR, PRIOR).toFixed(2)} the other. The ELBO is log p(x) = ${EVIDENCE.toFixed(3).replace('-', '−')} nats less KL(q ‖ posterior), so it is tight where q is the posterior.`,
  },
  'too-few-steps': {
    press: '**Train**, then the repair.',
    question: 'The network is the same. What do more steps change?',
    answer: () =>
      'Each step relies on a prediction made in noise. Shorter steps rely on it less far, and ask again with less noise.',
  },
  'why-cosine': {
    press: '**Steps back**: 10, 20, 50, 200; then **Left out at the start**.',
    question: 'Where does the linear schedule waste its steps, and what does that cost?',
    answer() {
      const wasted = (id: 'linear' | 'cosine') =>
        percent(shareOfSteps(CHAINS[id], Number.NEGATIVE_INFINITY, -4));
      const ratios = [10, 20, 50, 200].map(
        (steps) => ddimError('linear', steps) / ddimError('cosine', steps),
      );
      const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(1));
      return `Half-way ${percent(signalAt(CHAINS.linear, 0.5))} of the variance is signal, with cosine ${percent(signalAt(CHAINS.cosine, 0.5))}. ${wasted('linear')} of its steps are at log SNR below −4, with cosine ${wasted('cosine')}. At 10 to 200 steps it is ${least} to ${most} times as far from the data; without the first 40 % of the way back, 50 steps are as good: ${ddimError('linear', 50, 0.4).toFixed(4)} and ${ddimError('cosine', 50).toFixed(4)}.`;
    },
  },
  'never-noise': {
    press: '**Train**, then the repair.',
    question: 'Why does a chain of 20 steps with Ho’s betas sample badly, though it learns well?',
    answer() {
      const process = createProcess(lessonConfig('never-noise'));
      return `At its end ${percent(shareOf(process.level(process.timeMax)))} of the variance is still signal. Sampling starts from pure noise, which training never showed.`;
    },
  },
  'unclipped-cosine': {
    press: '**Train**, then the repair.',
    question: 'Why clip x̂₀?',
    answer() {
      const process = createProcess(lessonConfig('unclipped-cosine'));
      const { alpha, sigma } = process.level(process.timeMax);
      return `At the last time σ/α is ${Math.round(sigma / alpha)}: an error of 0.01 in the noise moves x̂₀ by ${((0.01 * sigma) / alpha).toFixed(0)}, far outside the data.`;
    },
  },
  'ema-too-early': {
    press: '**Train**, then the repair.',
    question: 'The loss is good and the samples look untrained. Which weights drew them?',
    answer() {
      const { emaDecay, trainingSteps } = lessonConfig('ema-too-early');
      return `The average: with a decay of ${emaDecay} it still holds ${percent(emaDecay ** trainingSteps)} of the first weights after ${trainingSteps} steps.`;
    },
  },
} satisfies Partial<Record<LessonId, Stop>>;

type StopId = keyof typeof STOPS;

/** Minutes of question and answer after each. */
const TALK = 4;

interface Session {
  readonly title: string;
  readonly stops: readonly StopId[];
}

export const SESSIONS: Readonly<Record<'one' | 'three', readonly Session[]>> = {
  one: [
    {
      title: 'In one session',
      stops: [
        'first-noise',
        'first-guess',
        'first-training',
        'coin-toss',
        'pair',
        'back-in-time',
        'why-cosine',
        'never-noise',
      ],
    },
  ],
  three: [
    {
      title: 'First session: to noise',
      stops: ['first-noise', 'coin-toss', 'pair', 'small-steps', 'density-moves'],
    },
    {
      title: 'Second session: the way back, and what is learned',
      stops: ['first-guess', 'back-in-time', 'bound', 'first-training', 'first-steps'],
    },
    {
      title: 'Third session: what choices cost',
      stops: ['why-cosine', 'never-noise', 'unclipped-cosine', 'too-few-steps', 'ema-too-early'],
    },
  ],
};

const minutesOf = (id: StopId): number => Math.ceil(lessonOf(id).minutes) + TALK;

function table({ title, stops }: Session): string {
  const total = stops.reduce((sum, id) => sum + minutesOf(id), 0);
  const rows = stops.map(
    (id) => `| ${minutesOf(id)} | ${lessonOf(id).title} | \`?lesson=${id}&present=1\` | ${STOPS[id].press} |`,
  );
  return `### ${title}, ${total} minutes

| minutes | plate | link | press |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const answers = (): string =>
  (Object.keys(STOPS) as StopId[])
    .map(
      (id) =>
        `**${lessonOf(id).title.replace(/[^?]$/, '$&.')}** ${STOPS[id].question}\n\n> ${STOPS[id].answer()}\n`,
    )
    .join('\n');

/** The whole document. */
export const courseDocument = (): string => `# A course

The plates of the lab in an order for one session, and for three. A link is appended to the address of the page;
\`present=1\` lays it out for a projector. A plate keeps its outcome under a fold: ask the question first, let the class
predict, press, then open the fold. The minutes are those of the plate and ${TALK} for the question.

This file is written by \`scripts/docs/courseDocument.ts\`, which computes every number of the answers; a test compares.

## One session

${SESSIONS.one.map(table).join('\n')}
## Three sessions

${SESSIONS.three.map(table).join('\n')}
## Questions and answers

${answers()}
`;
