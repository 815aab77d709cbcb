/** What VP-SDE and VE-SDE have in common: time runs over [timeMin, 1], and the network is told it on a scale of 1000. */
import { type Level, logSnr, type Process, type Rates } from '../process';

interface Definition {
  readonly id: 'vp-sde' | 've-sde';
  readonly timeMin: number;
  level(time: number): Level;
  rates(time: number): Rates;
}

/** Score networks receive 999·t (Song et al. 2021, score_sde): the same numbers as a chain of 1000 steps. */
const NETWORK_SCALE = 999;

export function continuousProcess(definition: Definition): Process {
  const { timeMin, level } = definition;
  return {
    ...definition,
    timeMax: 1,
    discrete: false,
    timeOfLogSnr(target) {
      if (!(logSnr(level(timeMin)) > target)) return timeMin;
      if (!(logSnr(level(1)) < target)) return 1;
      let low = timeMin;
      let high = 1;
      // log SNR falls with time: 60 halvings leave less than a unit in the last place.
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (logSnr(level(middle)) > target) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    },
    networkTime: (time) => NETWORK_SCALE * time,
    drawTime: (u) => timeMin + (1 - timeMin) * u,
  };
}
