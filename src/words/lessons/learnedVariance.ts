/** The variance of a reverse step as a second output of the network. */

export const title = 'Learned variance';
export const steps = [
  'Choose the steps of the chain, and see where between β̃ and β the best variance lies.',
  'Press Train below: 5 steps back with the fixed variance β̃.',
  'Then repair it, train again, and press “Evaluate the bound”: it names all three.',
];
export const look = 'How far the two fixed variances are apart, and what each costs.';
export const outcome =
  'β̃ is the variance of a step back where x₀ is known, β the one that the step forth added; the best lies between, and depends on the data. With 1000 steps β̃/β is above 0.9 in 99% of them, with 5 in 1 of 4. In the example β̃ costs 0.60 nats of the bound in 5 steps and β 0.005; in 50 steps 0.70 and 0.026. A network with a second output learns v in log σ² = v log β + (1 − v) log β̃, by the loss L_simple + 0.001 L_vlb. Measured with T = 50 on one network: 0.826 nats per dimension with the learned variance, 0.882 with β and 1.44 with β̃. In 5 steps β̃ draws 3.2 times as far from the data as the learned variance, in 50 all three draw alike; β draws a little nearer than the learned one in 5, for a good bound and good samples are not the same.';
export const repair = 'Learn the variance';
