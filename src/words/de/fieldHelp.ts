/** What each field of a configuration means: one phrase each. Loaded at the first use of the page. */

export const help = {
  dataset: 'die Verteilung, die das Modell lernt',
  text: 'Buchstaben, aus denen Punkte werden, für den Datensatz Text',
  drawing: 'eine Zeichnung, gepackt für die Adresse',
  fullData: 'aus allen mitgelieferten Bildern lernen statt aus dem ersten Teil',
  examples: 'nur die ersten n Punkte oder Bilder lernen, sodass das Netz sie sich einprägen kann; 0 für alle',
  flips: 'jedes zweite Bild spiegeln, wo der Datensatz es erlaubt',
  classes: 'dem Netz die Klasse jeder Stichprobe geben, sodass beim Ziehen eine gewählt werden kann',
  labelDropout: 'Anteil der Stichproben, die ohne ihre Klasse trainiert werden, für Classifier-free Guidance',
  process:
    'wie Rauschen hinzukommt: in T Schritten (DDPM), in stetiger Zeit (VP, VE) oder auf geraden Linien zum Rauschen (Flow Matching)',
  schedule: 'wie viel Rauschen jeder Schritt hinzufügt',
  T: 'Schritte des Vorwärtsprozesses, von den Daten zum Rauschen; bei einem stetigen Prozess die Terme seiner Schranke',
  betaStart: 'β des ersten Schritts einer Kette mit T = 1000',
  betaEnd: 'β des letzten Schritts einer Kette mit T = 1000',
  scaleBetas: 'die Betas mit 1000/T multiplizieren, sodass auch eine kurze Kette im Rauschen endet',
  cosineS: 'verhindert, dass die ersten Schritte des Kosinus-Rauschplans zu klein werden',
  handles: 't und log SNR jedes Stützpunkts eines gezeichneten Rauschplans',
  zeroTerminalSnr: 'die Betas so umskalieren, dass am Ende kein Signal übrig ist',
  betaMin: 'Rauschrate der VP-SDE bei t = 0; sie wächst linear mit t',
  betaMax: 'Rauschrate der VP-SDE bei t = 1; bei 20 bleibt kaum Signal übrig',
  sigmaMin: 'Standardabweichung des Rauschens bei t = 0, in Einheiten der Daten',
  sigmaMax: 'Standardabweichung des Rauschens bei t = 1, in Einheiten der Daten',
  model: 'das Netz: ein MLP für Punkte; für Bilder ein U-Net oder ein Transformer aus Patches (DiT)',
  unet: 'Breite und Tiefe des U-Nets; Größe und Farben richten sich nach den Bildern',
  architecture: 'ein eigenes U-Net: die config.json eines UNet2DModel von diffusers',
  patchSize:
    'Seite der quadratischen Patches in Pixeln, aus denen die Token eines DiT werden; sie teilt die Seite der Bilder',
  hiddenSize: 'Zahlen eines Tokens im DiT, ein Vielfaches von 4 und der Zahl der Köpfe',
  blocks: 'Blöcke aus Attention und MLP in einem DiT',
  heads: 'Köpfe der Attention in jedem Block eines DiT',
  width: 'Einheiten in jeder verborgenen Schicht des MLP',
  depth: 'Residualblöcke des MLP',
  activation: 'die nichtlineare Funktion in jeder Schicht',
  conditioning: 'wie t in das Netz eingeht; „keine“ zeigt, was ohne t verloren geht',
  timeFeatures: 'Größe der Sinus-Einbettung von t',
  coordinateFeatures: 'Sinus-Merkmale jeder Koordinate, 0 für keine',
  prediction:
    'was das Netz vorhersagt: das Rauschen ε, die sauberen Daten x₀, v, das beide verbindet, oder die Geschwindigkeit u auf dem Weg zum Rauschen',
  weighting: 'wie stark jedes t im Verlust zählt',
  lossSpace:
    'die Größe, deren quadratischer Fehler der Verlust ist: eine andere als die Ausgabe gewichtet jedes t anders',
  minSnrGamma: 'SNR, ab dem das Gewicht nicht weiter wächst',
  timeSampling:
    'wie die t eines Batches gezogen werden: stratifiziert verteilt sie gleichmäßig, logit-normal bevorzugt die Mitte, nach dem Verlust jene, bei denen er groß ist',
  logitMean: 'Mittelwert von ln(t/(1 − t)): unter 0 gibt es weniger Rauschen',
  logitScale: 'Standardabweichung von ln(t/(1 − t))',
  importanceWeights:
    'jeden Verlust durch die Dichte seines t teilen: der mittlere Verlust bleibt erwartungstreu; ohne dies ist die Dichte eine Gewichtung',
  trainingSteps: 'Aktualisierungen der Gewichte insgesamt',
  batchSize: 'Punkte oder Bilder in einem Trainingsschritt',
  learningRate: 'Schrittweite des Optimierers; weit über 0,1 divergiert das Training, und der Lauf sagt es',
  warmupSteps: 'Schritte, über die die Lernrate von 0 ansteigt',
  decay: 'wie die Lernrate bis zum letzten Schritt auf 0 fällt',
  optimizer:
    'was aus Gradienten Schritte macht: Adam; oder Muon für die Matrizen und Filter zwischen erster und letzter Schicht, und Adam für alles andere',
  adamBeta1: 'Abklingfaktor von Adams gleitendem Mittel des Gradienten',
  adamBeta2: 'Abklingfaktor von Adams gleitendem Mittel des quadrierten Gradienten',
  adamEpsilon: 'Summand im Nenner von Adams Schritt, damit der Schritt endlich bleibt',
  gradientClip: 'größte Norm des Gradienten, 0 für unbegrenzt',
  emaDecay:
    'Abklingfaktor des exponentiell gleitenden Mittels der Gewichte, mit dem Stichproben gezogen werden',
  emaWarmup:
    'in Schritt n ist der Abklingfaktor höchstens (1+n)/(10+n); ohne dies kommen frühe Stichproben aus fast untrainierten Gewichten',
  sampler: 'das Verfahren, das aus Rauschen Stichproben macht',
  samplingSteps: 'Schritte vom Rauschen zu den Daten, unter DDPM höchstens T',
  spacing: 'welche der T Zeiten die Ziehschritte besuchen',
  eta: 'Rauschen, das DDIM in einem Schritt hinzufügt: 0 für keines, 1 für so viel wie DDPM',
  clippedEps:
    'DDIMs ε̂ aus dem begrenzten x̂₀ berechnen (use_clipped_model_output in diffusers) statt aus der Ausgabe des Netzes',
  solverOrder:
    'Ordnung von DPM-Solver++; 2 nutzt auch die Vorhersage des Schritts davor (2M), 3 die der zwei davor',
  langevinSnr: 'Signal-Rausch-Verhältnis eines Korrektorschritts, das seine Größe bestimmt',
  variance:
    'Varianz eines Rückwärtsschritts: β̃, β oder ein Wert dazwischen durch eine zweite Ausgabe des Netzes',
  label: 'die Klasse der Stichproben; −1 für alle der Reihe nach',
  guidance: 'Classifier-free Guidance: 0 ignoriert die Klasse, 1 ist das bedingte Modell, mehr übertreibt',
  clipDenoised: 'jedes x̂₀ auf den Wertebereich der Daten begrenzen',
  seed: 'alle Zufallszahlen folgen aus ihm: gleicher Seed, gleicher Lauf',
  backend: 'was rechnet: die GPU (WebGPU, WebGL) oder der Prozessor (WASM, CPU)',
};
