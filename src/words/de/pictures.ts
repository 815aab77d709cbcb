/** Saving what a view shows, as a figure, a chart or an animation. */

export const chartNotSaved = 'Das Diagramm ließ sich nicht speichern.';
export const formats =
  'So, wie es jetzt aussieht: SVG für Druck und Zeichenprogramme, PNG in doppelter Bildschirmgröße.';
export const chartAs = (chart: string, format: string) => `${chart} als ${format}`;
export const close = 'Schließen';
export const showsNothing = (chart: string) => `${chart} zeigt noch nichts.`;
export const packing = 'Die Animation wird gepackt';
export const cancel = 'Abbrechen';
export const noPicture = 'Diese Ansicht hat noch kein Bild.';
export const viewLeft = 'Die Ansicht wurde verlassen, bevor die Animation vollständig war.';
export const notMade = 'Das Bild ließ sich nicht erzeugen.';
export const tooLarge = 'der Browser erzeugt kein Bild dieser Größe';
export const seed = (n: number) => `Seed ${n}`;
export const step = (n: number) => `Schritt ${n}`;
