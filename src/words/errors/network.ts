/** Why a network and the data do not fit together, and what to choose instead. */

export const noImages = {
  message: 'There are no images to learn from yet.',
  hint: 'Open some, or choose a data set that ships.',
};
export const mlpOfImages = {
  message: 'An MLP learns points, and this data set is made of images.',
  hint: 'Choose the U-Net or the DiT, or a data set of points.',
};
export const noVariance = {
  message: 'This U-Net does not predict the variance.',
  hint: 'Choose a fixed reverse variance.',
};
export const unetOfPoints = {
  message: 'A U-Net learns images, and this data set is made of points.',
  hint: 'Choose the MLP, or a data set of images.',
};
export const badSize = (height: number, width: number, multiple: number) => ({
  message: `The images are ${height} × ${width}; this U-Net needs squares whose side is a multiple of ${multiple}.`,
  hint: 'Crop or scale them.',
});
export const classEmbedding = (type: string) => ({
  message: `class_embed_type is "${type}"; classes are numbers here.`,
  hint: 'Use num_class_embeds.',
});
export const otherShape = (own: string, ofData: string) => ({
  message: `This U-Net is for images of ${own}, the data set has ${ofData}.`,
  hint: 'Choose a data set of that size, or another U-Net.',
});
export const otherClasses = (own: number, ofData: number) => ({
  message: `This U-Net knows ${own} classes, the data set has ${ofData}.`,
  hint: 'Choose another data set.',
});
