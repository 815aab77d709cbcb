/** The layer of Train that shows the error by place. */

export const measuring = 'measuring the error';
export const needsModel = 'the error needs a model of yours: train one';
export const failed = 'The error cannot be drawn.';
