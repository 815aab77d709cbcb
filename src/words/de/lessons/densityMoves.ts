/** The density over time as a surface, integrated by the Fokker–Planck equation. */

export const title = 'Die Dichte bewegt sich: die Fokker-Planck-Gleichung';
export const steps = [
  'Zusehen, wie die Fläche aus den Daten wächst, oder „Eine Zeile weiter“ drücken.',
  'Die Fläche mit den beiden Reglern drehen oder an ihr ziehen.',
  'Ihren Abstand von der geschlossenen Form und ihre Masse ablesen.',
];
export const look =
  'Die Fläche p(t, x), die Pfade darauf und der Strom J, der von jedem Gipfel nach außen fließt.';
export const outcome =
  'Ein Pfad ist zufällig, seine Dichte nicht: ∂p/∂t = −∂J/∂x mit dem [Strom](term:probability-current) J = f p − ½ g² ∂p/∂x. Finite Differenzen, die nur die erste Zeile und diese Gleichung kennen, weichen um höchstens 0,0003 von der geschlossenen Form ab (∫|p − q| dx), und die Masse bleibt auf 13 Stellen genau 1, denn was eine Zelle verlässt, tritt in die nächste ein. Die Drift zieht die beiden Gipfel zusammen, der Diffusionsterm verbreitert sie, und bei t = 1 sind beide N(0, 1).';
