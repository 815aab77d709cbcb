/**
 * Lockstep is several runs in fair turns, one step each, so that a comparison sees two models of the same age. They share data and
 * noise where their configurations do, because every random number is a function of seed and step.
 */
import type { EventHandler } from '../../workers/protocol';
import { yieldMacrotask } from '../runtime/yield';
import type { Trainer } from './trainer';

export interface Lockstep {
  /** A command was given: look again whether there is something to do. */
  wake(): void;
  /** Ends the loop after the turn that is under way. */
  end(): void;
  /** Settled when the loop has ended; rejected by an exception of a turn or of the handler. */
  readonly ended: Promise<void>;
}

/** Starts the loop. It sleeps while all trainers are idle, until it is woken or ended. */
export function runInLockstep(trainers: readonly Trainer[], onEvent: EventHandler): Lockstep {
  let running = true;
  let wakeUp = () => {};

  async function loop(): Promise<void> {
    while (running) {
      // Made before the turns: a command that comes during one must not be slept through.
      const woken = new Promise<void>((resolve) => {
        wakeUp = resolve;
      });
      for (const trainer of trainers) {
        const { picturedStep } = trainer;
        const began = performance.now();
        for (const event of await trainer.turn()) if (running) await onEvent(event);
        // Nobody trains while one draws: the others' speed is not to suffer from it.
        if (trainer.picturedStep !== picturedStep)
          for (const other of trainers) if (other !== trainer) other.excuse(performance.now() - began);
        await yieldMacrotask();
        if (!running) return;
      }
      if (trainers.every(({ idle }) => idle)) await woken;
    }
  }

  return {
    wake: () => wakeUp(),
    end() {
      running = false;
      wakeUp();
    },
    ended: loop(),
  };
}
