/** The dialog that chooses a pretrained model for Compare. */

export const title = 'Ein vortrainiertes Modell als A oder B';
/** @param card whether the model has a card, whose sampler both sides take */
export const hint = (card: boolean) =>
  `Beide Seiten verwenden dann seinen Datensatz${card ? ' und den Sampler seiner Modellkarte' : ''}. Das Modell behält seinen eigenen Rauschplan und sein Netz.`;
export const pretrainedModel = 'Vortrainiertes Modell';
export const loading = 'wird geladen…';
export const trainRun = 'Der Lauf der Ansicht Trainieren';
export const openFile = 'Datei öffnen…';
export const noFile = 'Noch keine Datei';
export const chooseFile = 'Datei wählen';
export const chooseFolder = 'Ordner wählen';
export const fileName = 'Ein ZIP oder die Dateien eines diffusers-Ordners';
export const folderName = 'Ordner einer diffusers-Pipeline';
export const useAs = 'Verwenden als';
export const training = 'Training';
export const uses = {
  draw: 'Nur ziehen (kein Training): Stichproben, Qualität und Auswertungen werden verglichen',
  train: 'Von seinen Gewichten aus weitertrainieren',
};
export const galleryFailed = (why: string) => `Die Galerie konnte nicht geladen werden. ${why}`;
export const opening = 'Wird geöffnet…';
export const add = 'Hinzufügen';
export const cancel = 'Abbrechen';
