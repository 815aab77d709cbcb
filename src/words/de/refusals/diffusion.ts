/** Why a process, a schedule or a sampler cannot be used as asked, and what to do instead. */

export const likelihoodFromNoise = {
  message:
    'Der Wahrscheinlichkeitsfluss-DGL wird in x/α gefolgt, und bei einem SNR von null am Ende ist α dort 0.',
  hint: 'Die Reskalierung ausschalten, um Likelihoods zu berechnen.',
};
export const epsFromNoise = {
  message:
    'Der Prozess endet in reinem Rauschen (SNR von null am Ende): Dort sagt eine Schätzung von eps nichts über x0, und x̂0 = (x_t - σε̂)/α teilt durch 0.',
  hint: 'v-Vorhersage, die Geschwindigkeit oder x0 wählen: Sie sind auf jeder Rauschstufe definiert.',
};
export const inpaintingGoesBack = {
  message:
    'Das Ergänzen geht in der Zeit zurück, und dieser Sampler liest frühere Zustände, die dann zu einem anderen Pfad gehören.',
  hint: 'Den Sampler ddpm oder ddim wählen.',
};

export const rescalingNeedsChain = (name: string) => ({
  message: `Ein SNR von null am Ende reskaliert die Betas einer diskreten Kette; ${name} hat keine.`,
  hint: 'Die Reskalierung ausschalten oder den Prozess ddpm wählen.',
});
export const rescalingNeedsTwoSteps = {
  message:
    'Ein SNR von null am Ende braucht einen ersten und einen letzten Schritt, und T = 1 hat nur einen.',
  hint: 'T von mindestens 2 wählen.',
};
export const veRange = (sigmaMin: number, sigmaMax: number) => ({
  message: `VE-SDE braucht 0 < σ_min < σ_max, nicht σ_min = ${sigmaMin} und σ_max = ${sigmaMax}.`,
  hint: 'Üblich sind 0.01 und 50.',
});
export const vpRange = (betaMin: number, betaMax: number) => ({
  message: `VP-SDE braucht 0 ≤ β(0) ≤ β(1), nicht β(0) = ${betaMin} und β(1) = ${betaMax}.`,
  hint: 'Üblich sind 0.1 und 20.',
});

export const etaRange = (eta: number) => ({
  message: `η von DDIM ist der Anteil des Ahnenrauschens (ancestral noise), von 0 bis 1; mit η = ${eta} käme mehr Rauschen hinzu, als die nächste Stufe enthält.`,
  hint: 'η = 0 für kein Rauschen wählen oder η = 1 für so viel wie bei DDPM.',
});
export const solverOrder = (order: number) => ({
  message: `DPM-Solver++ hat hier die Ordnung 1, 2 (2M) oder 3, nicht ${order}.`,
  hint: 'Ordnung 2 wählen, oder Ordnung 1 zum Vergleich.',
});
export const solverNeedsDrift = {
  message:
    'DPM-Solver++ ist für Prozesse geschrieben, die die Daten verkleinern; ein VE-Prozess bräuchte eine eigene Parametrisierung.',
  hint: 'Den Sampler heun wählen, der ebenfalls Ordnung 2 hat, oder den Prozess vp-sde.',
};
export const eulerMaruyamaNeedsSde = {
  message: 'Euler–Maruyama integriert eine SDE, und eine diskrete Kette von Betas hat keine.',
  hint: 'Den Prozess vp-sde wählen, den stetigen Grenzfall desselben Rauschplans, oder den Sampler ddpm.',
};
export const eulerMaruyamaOfFlow = {
  message:
    'Euler–Maruyama braucht die Raten f und g² am Anfang, und die von Flow Matching sind bei t = 1 unendlich, wo α = 0 ist.',
  hint: 'euler oder heun wählen, die seiner DGL folgen, oder ddpm, dessen verrauschte Schritte zwischen beliebigen Stufen exakt sind.',
};
export const churnRange = (amount: number) => ({
  message: `Churn kann nicht ${amount} sein: Rauschen wird hinzugefügt, nicht weggenommen.`,
  hint: '0 oder mehr wählen.',
});
export const churnOfFlow = {
  message:
    'Churn fügt Rauschen über eine Stufe der Diffusion hinaus hinzu, und Flow Matching beginnt mit reinem Rauschen.',
  hint: 'Churn 0 wählen, oder den Sampler ddim mit η über 0, der zwischen den Stufen Rauschen hinzufügt.',
};
export const langevinSnrRange = (snr: number) => ({
  message: `Das Signal-Rausch-Verhältnis des Langevin-Korrektors muss über 0 liegen, nicht bei ${snr}.`,
  hint: 'Üblich ist 0.16.',
});
export const correctorStepsRange = (steps: number) => ({
  message: `Die Zahl der Korrektorschritte auf jeder Stufe muss eine ganze Zahl ab 0 sein, nicht ${steps}.`,
  hint: 'Üblich ist 1.',
});
export const eulersMethod = 'Das Euler-Verfahren';
export const heunsMethod = 'Das Heun-Verfahren';
export const startsWithoutSignal = (method: string) => ({
  message: `${method} arbeitet in den Koordinaten x/α, und bei einem SNR von null am Ende ist α am Start 0.`,
  hint: 'Den Sampler ddim oder ddpm wählen oder die Reskalierung auf ein SNR von null ausschalten.',
});

export const samplingStepsRange = (steps: number) => ({
  message: `Das Ziehen braucht eine ganze Zahl von Schritten ab 1, nicht ${steps}.`,
  hint: '10 oder mehr wählen; üblich sind 50.',
});
export const timesMustFall = (from: number, to: number) => ({
  message: `Die besuchten Zeiten müssen fallen, zwischen ${from} und ${to}.`,
  hint: 'Sie sortieren oder einen Abstand der Zeiten wählen.',
});
export const rhoRange = (rho: number) => ({
  message: `Die Karras-Abstände brauchen ρ über 0, nicht ${rho}.`,
  hint: 'Üblich ist ρ = 7.',
});
export const karrasFromNoise = {
  message:
    'Die Karras-Abstände sind in σ/α angelegt, was am Start unendlich ist, wo kein Signal bleibt (α = 0).',
  hint: 'Die Abstände trailing wählen.',
};
export const chainTooShort = (values: {
  readonly T: number;
  readonly sampler: string;
  readonly spacing: string;
  readonly most: number;
  readonly steps: number;
}) => ({
  message: `Die Kette hat T = ${values.T} Schritte, und ${values.sampler} kann mit den Abständen ${values.spacing} höchstens ${values.most} Stufen davon besuchen, nicht ${values.steps}.`,
  hint: `Höchstens ${values.most} Ziehschritte wählen oder ein größeres T.`,
});

export const handleForm = (most: number, { min, max }: { readonly min: number; readonly max: number }) =>
  `2 bis ${most} Griffe schreiben, als 0*9.5_0.5*0_1*-10: t von 0 bis 1, log SNR fallend von höchstens ${max} bis mindestens ${min}.`;
export const tooFewHandles = (handles: number) =>
  `Ein gezeichneter Rauschplan mit ${handles} Griffen ist keiner.`;
export const handleNotAccepted = (handle: number, text: string) =>
  `Griff ${handle} des gezeichneten Rauschplans, „${text}“, wird nicht angenommen.`;
export const handleFallsTooFast = (values: {
  readonly handle: number;
  readonly T: number;
  readonly step: number;
  readonly beta: string;
  readonly largest: number;
}) => ({
  message: `Vor Griff ${values.handle} fällt der gezeichnete Rauschplan zu schnell: Bei T = ${values.T} ist β von Schritt ${values.step} gleich ${values.beta}, über ${values.largest}.`,
  hint: 'Ihn anheben oder eine längere Kette wählen.',
});
export const unknownSchedule = (id: string, known: readonly string[]) => ({
  message: `Der Rauschplan „${id}“ ist unbekannt.`,
  hint: `Es gibt ${known.join(', ')}.`,
});
export const chainLengthRange = (T: number) => ({
  message: `Eine Kette braucht eine ganze Zahl von Schritten ab 1, nicht T = ${T}.`,
  hint: 'T zwischen 1 und 4000 wählen.',
});
export const betaRange = (values: {
  readonly schedule: string;
  readonly T: number;
  readonly beta: number;
  readonly t: number;
}) =>
  `Der Rauschplan ${values.schedule} ergibt bei T = ${values.T} zu t = ${values.t} das Beta ${values.beta}, außerhalb von (0, 1).`;
export const moveHandles = 'Seine Griffe verschieben.';
export const offsetRange = 'Den Versatz s zwischen 0 und 0.2 wählen.';
export const firstAndLastBeta = 'Das erste und das letzte Beta zwischen 0 und 1 wählen.';
export const longerChain = (smallest: number) =>
  `T von mindestens ${smallest} wählen, die Skalierung mit 1000/T ausschalten oder den Kosinus-Rauschplan wählen.`;
export const smallerBetas = 'Kleinere Betas wählen.';

export const editOfOtherModel = (shape: string, expected: number, numbers: number) => ({
  message: `Das Modell zieht Stichproben aus ${shape} Zahlen, hier ${expected}, und diese Bearbeitung hat ${numbers}.`,
  hint: 'Eine Stichprobe dieses Modells wählen.',
});
export const unknownClass = (label: number, classes: number) => ({
  message: `Es gibt keine Klasse ${label}: Das Modell hat ${classes} Klassen.`,
  hint:
    classes > 0
      ? `Eine Klasse von 0 bis ${classes - 1} wählen, oder -1 für alle der Reihe nach.`
      : 'Ein Modell mit Klassen wählen.',
});
