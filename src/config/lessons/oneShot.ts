/** One network evaluation for a sample, or many. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/oneShot';
import type { Lesson } from './lesson';

export const oneShot: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'sample',
  changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 20 },
  sample: { pretrained: 'swiss-roll-cosine', count: 2000 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Goodfellow et al. 2014, ${cite.section('6')} (GAN)`, url: 'https://arxiv.org/abs/1406.2661' },
    { text: 'Kingma, Welling 2014 (VAE)', url: 'https://arxiv.org/abs/1312.6114' },
    {
      text: `Xiao, Kreis, Vahdat 2022, ${words.onTrilemma}`,
      url: 'https://arxiv.org/abs/2112.07804',
    },
    {
      text: `Li, Swersky, Zemel 2015, ${cite.equation('3')} (${words.mmdNetworks})`,
      url: 'https://arxiv.org/abs/1502.02761',
    },
  ],
};
