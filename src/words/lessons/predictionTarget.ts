/** The same network with the noise, the data or v as its output. */

export const title = 'What the network predicts: ε, x₀ or v';
export const steps = [
  'Move the time to the noise, and read what an error of the output becomes in x̂₀ and in ε̂.',
  'Press Train below: ε is predicted, and x̂₀ is not clipped.',
  'Then repair it and train again: v is predicted, still without clipping.',
];
export const look =
  'The three curves at both ends of time: one of them is high at the noise, another at the data.';
export const outcome =
  'x_t = αx₀ + σε, so each of ε, x₀ and v = αε − σx₀ gives the other two. Yet an error of the output reaches x̂₀ times σ/α for ε, 1 for x₀ and σ for v, and ε̂ times 1, α/σ and α. At the last of 200 cosine steps σ/α is 4058: an error of 0.01 moves x̂₀ by 41, where the data have a deviation of 1. At the first step of noise x₀ has the large factor, 63. v never has one above 1. Measured with 20 DDIM steps and without clipping: ε ends 118 from the data, x₀ 0.0027 and v 0.0020, where real data are 0.0006 apart. Clipping x̂₀ to the range of the data brings ε to 0.0079. The target is also a weighting of the loss: see the lesson on SNR.';
export const repair = 'Predict v';
