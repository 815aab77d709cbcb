/** The chain with smaller and smaller steps against its SDE. */

export const title = 'Δt → 0: von der Kette zur SDE';
export const steps = [
  'Die Schrittzahlen von 10 bis 1000 drücken.',
  'Ab 25 Schritten für jede den Fehler und seine Ordnung ablesen.',
  'Dann die Ansicht darunter ansehen: Die SDE hat gar keine Schritte.',
];
export const look =
  'Der Pfad der Kette neben dem von 4000 Schritten, von derselben Brownschen Bewegung getrieben.';
export const outcome =
  'Mit β_t = β(t)Δt ist ein Schritt √(1 − β_t) x + √β_t ε, und √(1 − β) = 1 − β/2 − β²/8 − …: Für β = 0,01 unterscheiden sich beide um 0,0000126. Was für Δt → 0 bleibt, ist dx = −½β(t)x dt + √β(t) dw, die [VP](term:vp)-[SDE](term:sde). √ᾱ der Kette weicht von α der SDE mit 50 Schritten um 0,0398 ab, mit 200 um 0,0097 und mit 1000 um 0,0019: Der Fehler ist von der Ordnung 1 in Δt. Mit 10 Schritten gibt es keine Kette, denn β wäre am Ende 2. Mit a = 1 anstelle von √(1 − β) ergibt derselbe Grenzübergang dx = g dw, die VE-SDE von NCSN.';
