/** Why a network and the data do not fit together, and what to choose instead. */

export const noImages = {
  message: 'Es gibt noch keine Bilder, von denen das Netz lernen kann.',
  hint: 'Bilder öffnen oder einen mitgelieferten Datensatz wählen.',
};
export const mlpOfImages = {
  message: 'Ein MLP lernt Punkte, und dieser Datensatz besteht aus Bildern.',
  hint: 'Das U-Net oder den DiT wählen oder einen Datensatz aus Punkten.',
};
export const noVariance = {
  message: 'Dieses U-Net sagt die Varianz nicht vorher.',
  hint: 'Eine feste Varianz des Rückwärtsprozesses wählen.',
};
export const unetOfPoints = {
  message: 'Ein U-Net lernt Bilder, und dieser Datensatz besteht aus Punkten.',
  hint: 'Das MLP wählen oder einen Datensatz aus Bildern.',
};
export const badSize = (height: number, width: number, multiple: number) => ({
  message: `Die Bilder haben ${height} × ${width} Pixel; dieses U-Net braucht Quadrate, deren Seite ein Vielfaches von ${multiple} ist.`,
  hint: 'Die Bilder zuschneiden oder skalieren.',
});
export const classEmbedding = (type: string) => ({
  message: `class_embed_type ist „${type}“; Klassen sind hier Zahlen.`,
  hint: 'num_class_embeds verwenden.',
});
export const otherShape = (own: string, ofData: string) => ({
  message: `Dieses U-Net ist für Bilder von ${own}, der Datensatz hat ${ofData}.`,
  hint: 'Einen Datensatz dieser Größe oder ein anderes U-Net wählen.',
});
export const otherClasses = (own: number, ofData: number) => ({
  message: `Dieses U-Net kennt ${own} Klassen, der Datensatz hat ${ofData}.`,
  hint: 'Einen anderen Datensatz wählen.',
});
