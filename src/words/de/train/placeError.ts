/** The layer of Train that shows the error by place. */

export const measuring = 'Fehler wird gemessen';
export const needsModel = 'der Fehler braucht ein eigenes Modell: zuerst trainieren';
export const failed = 'Der Fehler kann nicht gezeichnet werden.';
