/** What is said when a model is opened or saved: of its files, its weights, its scheduler, and what is assumed. */

/** @param others the names of those that are not read */
export const isRead = (path: string, others: string, isOne: boolean) =>
  `${path} wird gelesen; ${others} ${isOne ? 'wird' : 'werden'} nicht gelesen.`;
export const isReadAbove = (path: string, others: string, isOne: boolean) =>
  `${path} wird gelesen; ${others} darunter ${isOne ? 'wird' : 'werden'} nicht gelesen.`;
export const andMore = (names: string, more: number) => `${names} und ${more} weitere`;
export const decoder = 'ein Decoder: das Netz zieht latente Größen, aus denen er Bilder macht';
export const noLatents = 'ein Netz, das die Bilder selbst zieht';
export const modelOfPixels =
  'Ein Modell von Pixeln wählen, etwa eine DDPMPipeline: latente Diffusion wird nicht unterstützt';
export const several = (count: number, names: string) => `${count} davon: ${names}`;
export const oneModel = 'ein Modell';
export const singleModel = 'Den Ordner oder das Archiv eines einzigen Modells wählen';
/** @param isRaw whether they are not averaged */
export const otherName = (path: string, isRaw: boolean, usual: string) =>
  `Die Gewichte werden aus ${path} gelesen${isRaw ? ' und sind nicht gemittelt (EMA)' : ''}: Ihr üblicher Name ist ${usual}.`;
export const someParts = (parts: number) => `${parts} der Teile`;
export const allParts = (parts: number) => `alle ${parts}`;
export const allFiles = 'Alle Dateien des Modells wählen';
export const safetensorsWeights = 'die Gewichte im safetensors-Format';
export const noFileBut = (names: string) => `keine solche Datei, aber ${names}`;
export const oneFileOfWeights = (name: string) => `eine Datei mit Gewichten, mit dem Namen ${name}`;
export const renameWeights = (name: string) => `Die gemeinte Datei in ${name} umbenennen`;
export const noFileButPickle = (name: string) =>
  `keine solche Datei, aber ${name}, ein Pickle, der Code ausführen kann und nie gelesen wird`;
export const noFiles = 'keine Dateien';
export const modelFiles = 'config.json und model.safetensors, oder ein diffusers-Ordner mit unet/config.json';
export const weightsWithConfig =
  'Die Gewichte zusammen mit ihrer config.json und scheduler_config.json wählen, oder den ganzen Ordner';
export const savedModel = 'Ein Modell wählen, das diese App oder diffusers gespeichert hat';
export const modelFile = 'Modelldatei';
export const pytorchCheckpoint =
  'ein PyTorch-Checkpoint, ein Pickle, der Code ausführen kann und nie gelesen wird';
export const onnxGraph = 'ein ONNX-Graph';
export const openModelZip =
  'Eine exportierte ONNX-Datei lässt sich nicht wieder öffnen: das ZIP öffnen, das „Modell speichern“ gespeichert hat';
export const safetensorsWithConfig = 'Gewichte im safetensors-Format mit ihrer config.json';
/** An imperative, for a hint. */
export const saveAsSafetensors =
  'Die Gewichte in Python speichern, mit safetensors.torch.save_file(torch.load("model.pt", map_location="cpu", weights_only=True), ' +
  '"diffusion_pytorch_model.safetensors"), oder die ganze Pipeline mit pipeline.save_pretrained("folder"), und die Dateien dieses ' +
  'Ordners öffnen: config.json, die Gewichte und scheduler_config.json';

export const dataOfModel = 'Die Daten des geöffneten Modells';
export const noUnits =
  'Die Datei nennt die Einheiten ihrer Tabelle nicht: Stichproben stehen in Standardabweichungen jener Tabelle, von ihrem Mittelwert aus.';
export const configurationField = (field: string) => `Konfiguration, ${field}`;
export const exportAgain = 'Das Modell neu exportieren';
export const trainedSchedule = 'der Rauschplan, mit dem das Modell trainiert wurde';
export const wholePipeline = 'Die Dateien der ganzen Pipeline wählen';
export const noNullClass = (classes: number) =>
  `Das Modell hat ${classes} Klassen und keine für „keine Klasse“, die Guidance braucht: Es beginnt bei Guidance 1.`;
export const latentChannels = (channels: number) =>
  `${channels} (4 hat ein latentes Modell, dessen Decoder ein anderes Netz ist)`;
export const greyOrColour = '1 (grau) oder 3 (Farbe): andere Bilder lassen sich hier nicht darstellen';
export const chooseGreyOrColour = 'Ein Modell von grauen oder farbigen Bildern wählen';
export const shiftNotApplied = (shift: number) =>
  `Die Verschiebung (shift) ${shift} der Datei wird nicht angewandt: Stichproben werden in gleichen Schritten von t gezogen, oder wie hier gewählt.`;
export const movedTimesNotApplied =
  'Wie die Datei die besuchten Zeiten verschiebt, wird nicht angewandt: Stichproben werden in gleichen Schritten von t gezogen, oder wie hier gewählt.';
export const fixedVariance = (channels: number, needed: number) =>
  `eine feste Varianz, denn das Netz gibt ${channels} Kanäle aus und nicht ${needed}`;
export const schedulerOfNetwork = 'Die scheduler_config.json öffnen, die zum Netz gehört';
export const clipToOne = 'clip_sample auf false oder den Bereich auf 1 setzen';
export const otherSolver = (solver: string) =>
  `Der Scheduler der Datei, ${solver}, sagt nur, wie gezogen wird: Seine Betas sind die des Modells, und Stichproben werden mit dem hier gewählten Sampler gezogen.`;
export const offsetNotApplied = (offset: number) =>
  `steps_offset ${offset} der Datei wird nicht angewandt: Mit den Abständen „leading“ ist jede besuchte Zeit um ${offset} kleiner als in diffusers.`;
export const alphaToOneNotApplied =
  'set_alpha_to_one der Datei ist false und wird nicht angewandt: Der letzte Schritt geht hier zu rauschfreien Daten.';
export const unknownBetas = 'eine Liste, die hier kein Rauschplan ergibt';
export const namedBetas =
  'die Betas eines linearen, quadratischen, skaliert-linearen, Sigmoid- oder Kosinus-Rauschplans';
export const saveNamedSchedule = 'Den Scheduler mit einem benannten beta_schedule speichern';
export const nearestSchedule = (setting: string, share: string, file: string) =>
  `Am nächsten ist ${setting}: Der Anteil des Signals weicht um höchstens ${share} ab. Ist das nah genug, es in ${file} schreiben und trained_betas auf null setzen; ein Modell, das mit anderen Betas gelernt hat, zieht schlechter`;
export const disagrees = (field: string, run: string, where: string, other: string, used: string) =>
  `run.json nennt ${field} ${run} und ${where} ${other}: Benutzt wird ${used}.`;
/** @param size of the images that the network takes */
export const dataOfOtherSize = (dataset: string, size: string) =>
  `Die Datei nennt den Datensatz ${dataset}, der keine Bilder von ${size} hat, wie ihr Netz sie braucht: Sie öffnet sich als Modell von eigenen Bildern.`;
export const theWeights = 'die Gewichte';
export const whatWeightsSay = 'was die Gewichte sagen';
export const configOfWeights = 'config.json, die die Gewichte beschreibt';
export const trainWithPrediction = (prediction: string) =>
  `Mit der Vorhersage „${prediction}“ trainieren, um das Modell für diffusers zu speichern`;
export const velocityOfFlow = 'velocity: damit schreitet sein Flow-Scheduler voran';
export const predictionOfChain = 'eps, x0 oder v: eines davon sagt eine Kette von diffusers vorher';
export const processOfPipeline =
  'ddpm oder flow: Ein U-Net wird als diffusers-Pipeline gespeichert, die eine diskrete Kette oder gerade Pfade hat';
export const trainWithProcess = 'Mit dem Prozess „ddpm“ oder „flow“ trainieren, um das Modell zu speichern';

export const linkedModel = 'Das Modell des Links';
export const linksModel = 'das Modell des Links';
export const characters = (n: number) => `${n} Zeichen`;
export const openFromFile = 'Das Modell aus seiner Datei öffnen';
export const linkCharacters = 'Buchstaben, Ziffern, - und _';
export const wholeBytes = 'ganze Bytes';
export const copyLinkAgain = 'Den ganzen Link neu kopieren: ein Teil davon fehlt vielleicht';
