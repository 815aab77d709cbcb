/** The list of lessons, and what teachers find there. */
import { count, decimal, plural } from '../../../lib/numbers';

const minutesText = (minutes: number) =>
  `${count(minutes)} ${plural(minutes, { one: 'Minute', other: 'Minuten' })}`;

export const lessons = 'Lektionen';
export const firstVisit = (steps: number, minutes: number) =>
  `Erster Besuch: ${count(steps)} ${plural(steps, { one: 'Schritt', other: 'Schritte' })}, ${minutesText(minutes)}`;
export const course = (lessons: number, minutes: number) =>
  `Der Kurs: ${count(lessons)} ${plural(lessons, { one: 'Lektion', other: 'Lektionen' })}, etwa ${minutesText(minutes)}`;
export const aboutLessons =
  'Jede ist ein Link, der die Seite einstellt, sagt, was zu tun und worauf zu achten ist, und das Ergebnis eingeklappt lässt, damit man es vorher selbst vorhersagen kann.';
export const viewAndMinutes = (view: string, minutes: number) => `${view}, ${decimal(minutes)} min`;
export const forTeachers = 'Für Lehrende';
export const projector = 'Diese Seite groß zeigen, für den Beamer';
export const copyEmbedding = 'Code zum Einbetten dieser Seite kopieren';
export const copied = 'Kopiert';
export const codeIs = (code: string) => `Der Code lautet: ${code}`;
export const close = 'Schließen';
