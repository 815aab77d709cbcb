/** How one network knows t: four kinds of conditioning, and one network for each t. */

export const title = 'How the network knows t';
export const steps = [
  'Press each way in which a network can know t, and read what it ends at.',
  'Compare one network for all t with one network for each.',
  'Then press “Train both” below: concat as A, scale and shift as B.',
];
export const look = 'The distances at equal weights in all, each trained with three seeds.';
export const outcome =
  'The same x needs a different answer at each t, and the network must know which. Scale and shift of every layer as functions of t (FiLM), a function of t added in every layer, and the embedding of t beside x end 0.0037, 0.0042 and 0.0051 from the data (T = 20, 1000 steps, 3 seeds; real data 0.00064): with this network, how t enters matters less than that it enters. Without t the distance is 0.054, 15 times that with scale and shift. A network for each t is what the chain asks for, and it ends at 0.033 where all 20 share the 16,210 weights and the training samples of the one: 9.1 times as far. One network with t as a parameter learns once what neighbouring steps have in common, from the samples of all.';
