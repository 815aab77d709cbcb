/** Why a process, a schedule or a sampler cannot be as the settings say, and what to choose instead. */

export const unknownSchedule = (id: string, known: readonly string[]) => ({
  message: `Der Rauschplan „${id}“ ist unbekannt.`,
  hint: `Bekannt sind ${known.join(', ')}.`,
});
export const badChainLength = (T: number) => ({
  message: `Eine Kette braucht eine ganze Zahl von Schritten ab 1, nicht T = ${T}.`,
  hint: 'T zwischen 1 und 4000 wählen.',
});
export const badBeta = (schedule: string, T: number, beta: number, t: number) =>
  `Der Rauschplan ${schedule} ergibt bei T = ${T} das Beta ${beta} bei t = ${t}, außerhalb von (0, 1).`;
export const moveHandles = 'Seine Stützpunkte verschieben.';
export const chooseOffset = 'Den Versatz s zwischen 0 und 0,2 wählen.';
export const chooseEndBetas = 'Das erste und das letzte Beta zwischen 0 und 1 wählen.';
export const chooseLongerChain = (least: number) =>
  `T mindestens ${least} wählen, die Skalierung mit 1000/T ausschalten oder den Kosinus-Rauschplan wählen.`;
export const chooseSmallerBetas = 'Kleinere Betas wählen.';

export const handlesForm = (most: number, range: { readonly min: number; readonly max: number }) =>
  `2 bis ${most} Stützpunkte als 0*9.5_0.5*0_1*-10 schreiben: t von 0 bis 1, log SNR fallend von höchstens ${range.max} bis mindestens ${range.min}.`;
export const badHandleCount = (text: string, n: number) => `handles: „${text}“ hat ${n}.`;
export const badHandle = (number: number, text: string) =>
  `Stützpunkt ${number} des gezeichneten Rauschplans, „${text}“, ist nicht zulässig.`;
export const steepHandle = (handle: number, T: number, step: number, beta: string, largest: number) => ({
  message: `Vor Stützpunkt ${handle} fällt der gezeichnete Rauschplan zu schnell: bei T = ${T} ist β von Schritt ${step} gleich ${beta}, über ${largest}.`,
  hint: 'Ihn anheben oder eine längere Kette wählen.',
});

export const nothingToRescale = (process: string) => ({
  message: `„SNR am Ende null“ skaliert die Betas einer diskreten Kette um; ${process} hat keine.`,
  hint: 'Die Umskalierung ausschalten oder den Prozess ddpm wählen.',
});
export const flowMatching = 'Flow Matching';
export const oneStepToRescale = {
  message: '„SNR am Ende null“ braucht einen ersten und einen letzten Schritt, und T = 1 hat nur einen.',
  hint: 'T mindestens 2 wählen.',
};
export const badSigmas = (least: number, most: number) => ({
  message: `Die VE-SDE braucht 0 < σ_min < σ_max, nicht σ_min = ${least} und σ_max = ${most}.`,
  hint: 'Üblich sind 0,01 und 50.',
});
export const badRates = (first: number, last: number) => ({
  message: `Die VP-SDE braucht 0 ≤ β(0) ≤ β(1), nicht β(0) = ${first} und β(1) = ${last}.`,
  hint: 'Üblich sind 0,1 und 20.',
});

export const epsWithoutSignal = {
  message:
    'Der Prozess endet in reinem Rauschen (SNR am Ende null): dort sagt eine Schätzung von eps nichts über x0, und x̂0 = (x_t - σε̂)/α teilt durch 0.',
  hint: 'v-Vorhersage, die Geschwindigkeit oder x0 wählen.',
};

export const badStepCount = (steps: number) => ({
  message: `Das Ziehen braucht eine ganze Zahl von Schritten ab 1, nicht ${steps}.`,
  hint: '10 oder mehr wählen; 50 ist üblich.',
});
export const timesDoNotFall = (from: number, to: number) => ({
  message: `Die Zeiten müssen fallen, zwischen ${from} und ${to}.`,
  hint: 'Die Zeiten sortieren oder eine Schrittverteilung wählen.',
});
export const badRho = (rho: number) => ({
  message: `Die Schrittverteilung karras braucht ρ über 0, nicht ${rho}.`,
  hint: 'Das übliche ρ ist 7.',
});
export const karrasWithoutSignal = {
  message:
    'Die Schrittverteilung karras ist in σ/α angelegt, das am Anfang unendlich ist, wo kein Signal übrig ist (α = 0).',
  hint: 'Die Schrittverteilung trailing wählen.',
};
export const tooManySteps = (values: {
  readonly T: number;
  readonly sampler: string;
  readonly spacing: string;
  readonly most: number;
  readonly steps: number;
}) => ({
  message: `Die Kette hat T = ${values.T} Schritte, und ${values.sampler} kann mit der Schrittverteilung ${values.spacing} höchstens ${values.most} ihrer Rauschstufen besuchen, nicht ${values.steps}.`,
  hint: `Höchstens ${values.most} Ziehschritte wählen oder ein größeres T.`,
});

export const eulersMethod = 'Das Euler-Verfahren';
export const heunsMethod = 'Das Heun-Verfahren';
export const startsWithoutSignal = (method: string) => ({
  message: `${method} arbeitet in den Koordinaten x/α, und mit „SNR am Ende null“ ist α am Anfang 0.`,
  hint: 'Den Sampler ddim oder ddpm wählen oder die Umskalierung auf SNR null ausschalten.',
});
export const sdeOfChain = {
  message: 'Euler–Maruyama integriert eine SDE, und eine diskrete Kette von Betas hat keine.',
  hint: 'Den Prozess vp-sde wählen, den stetigen Grenzfall desselben Rauschplans, oder den Sampler ddpm.',
};
export const infiniteRates = {
  message:
    'Euler–Maruyama braucht die Raten f und g² am Anfang, und die von Flow Matching sind bei t = 1, wo α = 0 ist, unendlich.',
  hint: 'euler oder heun wählen, die der DGL folgen, oder ddpm.',
};
export const badChurn = (churn: number) => ({
  message: `Churn kann nicht ${churn} sein: Rauschen wird hinzugefügt, nicht weggenommen.`,
  hint: '0 oder mehr wählen.',
});
export const churnOfFlow = {
  message:
    'Churn fügt über eine Rauschstufe hinaus Rauschen hinzu, und Flow Matching beginnt schon mit reinem Rauschen.',
  hint: 'Churn 0 wählen oder den Sampler ddim mit η über 0.',
};
export const badLangevinSnr = (snr: number) => ({
  message: `Das Signal-Rausch-Verhältnis des Langevin-Korrektors muss über 0 sein, nicht ${snr}.`,
  hint: 'Üblich ist 0,16.',
});
export const badCorrectorSteps = (steps: number) => ({
  message: `Die Zahl der Korrektorschritte je Rauschstufe muss eine ganze Zahl ab 0 sein, nicht ${steps}.`,
  hint: 'Üblich ist 1.',
});
export const badOrder = (order: number) => ({
  message: `DPM-Solver++ hat hier Ordnung 1, 2 (2M) oder 3, nicht ${order}.`,
  hint: 'Ordnung 2 wählen.',
});
export const solverOfVe = {
  message:
    'DPM-Solver++ gilt für Prozesse, die die Daten verkleinern; ein VE-Prozess bräuchte eine eigene Parametrisierung.',
  hint: 'Den Sampler heun wählen oder den Prozess vp-sde.',
};
export const badEta = (eta: number) => ({
  message: `η von DDIM ist der Anteil des Ancestral-Sampling-Rauschens, von 0 bis 1; mit η = ${eta} käme mehr Rauschen hinzu, als die nächste Stufe enthält.`,
  hint: 'η von 0 bis 1 wählen.',
});
