/** What to do about a file that is not as its format asks. */

export const archiveDamagedOrCut =
  'Das Archiv ist beschädigt oder abgeschnitten: neu herunterladen oder exportieren';
export const archiveTooLarge =
  'Das Archiv ist zu groß für einen Tab oder manipuliert: ein kleineres benutzen';
export const packAgain = 'Das Archiv entpacken und neu als einfaches ZIP packen';
export const archiveDamaged = 'Das Archiv ist beschädigt: neu herunterladen oder exportieren';
export const archiveWithFile = 'Ein Archiv oder einen Ordner wählen, der sie enthält';
export const archiveNames = 'Das Archiv ist beschädigt oder manipuliert: seine Dateien neu packen';
export const fileDamagedOrCut =
  'Die Datei ist beschädigt oder abgeschnitten: neu herunterladen oder exportieren';
export const fileTooLarge =
  'Die Datei ist beschädigt, manipuliert oder zu groß für einen Tab: eine kleinere benutzen';
export const noIdxFile = 'Die Datei ist beschädigt oder keine IDX-Datei: neu herunterladen';
export const imageKinds = 'PNG-, JPEG- oder WebP-Bilder wählen';
export const scaleDown = 'Das Bild erst verkleinern';
export const imageDamaged = 'Das Bild ist beschädigt: neu speichern oder herunterladen';
export const saveAgain = 'Die Datei ist beschädigt: neu speichern';
export const numberType = 'Das Array mit einem Zahlentyp speichern, etwa array.astype("float32")';
export const cutShort = 'Die Datei ist abgeschnitten oder beschädigt: neu speichern oder herunterladen';
export const doubleOrInt = 'Das Array als float64 oder int32 speichern';
export const savedByNumpy = 'Eine Datei wählen, die numpy.save oder numpy.savez gespeichert hat';
export const smallerArray = 'Ein kleineres Array speichern';
export const saveWithNumpy =
  'Die Datei ist beschädigt oder von anderer Art: neu mit numpy.save oder numpy.savez speichern';
export const savedBySavez = 'Eine Datei wählen, die numpy.savez gespeichert hat';
export const pictureDamaged = 'Das Bild ist beschädigt: neu speichern oder herunterladen';
export const noSafetensorsFile =
  'Die Datei ist abgeschnitten oder keine safetensors-Datei: neu herunterladen oder exportieren';
export const noModelForTab =
  'Die Datei ist manipuliert oder kein Modell für einen Browser-Tab: nicht benutzen';
export const modelTooLarge = 'Das Modell ist zu groß für einen Browser-Tab: ein kleineres wählen';
export const stringMetadata = 'Die Datei neu schreiben, mit Zeichenketten in ihren Metadaten';
export const convertWeights = 'Die Gewichte in F32, F16 oder BF16 umwandeln und neu speichern';
export const fileDamaged = 'Die Datei ist beschädigt: neu herunterladen oder exportieren';
export const digestDiffers =
  'Die Datei hat sich geändert, seit sie geschrieben wurde: neu herunterladen oder exportieren, oder sha256 aus ihren Metadaten entfernen, wenn die Änderung gewollt ist';
export const withoutTraining = 'Das Modell ohne seinen Trainingszustand öffnen oder neu exportieren';
export const pictureOrNewer = 'Das Bild ist beschädigt oder von einer neueren Version dieser Seite';
export const supportedModel =
  'Ein anderes Modell wählen oder eines mit unterstützter Konfiguration trainieren';
export const oneSetOfNames = 'Die Gewichte neu speichern, mit nur einer Art von Namen';
export const weightsDiverged =
  'Das Training ist divergiert, oder die halbe Genauigkeit ist übergelaufen: einen früheren Checkpoint exportieren, in float32';
export const exportRuns = 'Die Läufe neu exportieren';
export const reloadPage = 'Die Seite neu laden; hilft das nicht, ist die Website nicht vollständig';
export const tooManyRuns =
  'Diese Läufe sind mehr als 1,5 GB, zu viel für eine Datei: weniger davon exportieren.';
