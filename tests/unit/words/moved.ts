/** Parts of the page that say nothing of their own: all their words stand in src/words. */
export const MOVED: readonly RegExp[] = [
  /^src\/interop\/(modelFolder|pytorchCheckpoint|chosenModel|modelLink|disagreements|images\/)/,
  /^src\/interop\/(fileError|foreignKind|csv|csvText|arrayTable|tableColumns|strictJson)\.ts/,
  /^src\/training\/(failure|noRoom|deviceLoss|host|phases|inference|straighten|weightBackup|data)/,
  /^src\/(model\/(namedWeights|trainState|memory)|runtime\/backend|storage\/(errors|integrity|runs|version1))\.ts/,
  /^workers\/(client|remote)/,
  /^src\/sampling\/(edit|guidance)/,
  /^src\/ui\/shell\/(App\.tsx|views\.ts)$/, // the header
  /^src\/config\/(?!presets)/, // presets: names that leave
  /^src\/diffusion\//,
  /^datasets\//,
  /^src\/ui\/views\/process\//,
  /^src\/model\/(imageShape|model|unet\/config)\.ts$/,
  /^src\/(lib\/(numbers|times)|ui\/format)\.ts$/, // how numbers are written
  /^src\/ui\/views\/(train|compare)\//,
  /^src\/ui\/(lessons|formulas|glossary)\/(?!.*generated)/,
  /^src\/ui\/views\/sample\//,
  /^src\/state\//,
  /^src\/(main|ui\/(shell|present|widgets|islands|canvas|time|families)\/|ui\/(chosenProcess|closedForm|findings|labels|quality)\.ts$)/, // what all views share
  /^src\/(main|ui\/(shell|present|widgets|islands|canvas|time|families)\/|ui\/(chosenProcess|closedForm|findings|labels|networkText|quality)\.ts$)/, // what all views share
  /^src\/(main|ui\/(shell|present|widgets|islands|canvas|time|families|runs|files|pictures)\/|ui\/(chosenProcess|closedForm|findings|labels|networkText|quality)\.ts$)/, // what all views share
];

/** What looks like a sentence and is none: names, keys, symbols, code. */
export const NO_SENTENCE: readonly RegExp[] = [
  /^(DDPM )?Lab$/, // the name of the page
  /^\p{Lu}[^.]*( et al\.)? \d{4}( \(\p{Lu}+\)|(, FiLM|, Efficient BackProp|, DPM-Solver\+\+)?(, …)*( \([^)]*\))?)$/u, // names of papers, and where each is read
  /^(Euler|Heun)$/, // of people
  /^no file … was chosen$/, // of a caller's mistake
  /^strip (two|all)$/, // names of styles
  /^(strip|film) (two|all)$|^\.sample canvas\.stage$|^sample-count-help sample-count-range$/, // names of styles and of elements
  /^Enter$/, // a key
  /^recovery of …$|^sliced Wasserstein$/, // subjects of notices, an id of a measure
  /^log SNR$/, // a symbol
  /^…? ?numbers from 0, finite$|^the moments of the loss must be …$/, // names of a file's contents, in errors of a reader
  /^Infinity$/, // as JavaScript writes it
  /^((energy|Fréchet) distance|clear images)$/, // the ids of measures, and a column of files
  /^(:root \{|<)/, // style sheets and HTML
  /^(sampling steps|share of steps left out)$/, // the studies in a table of scores
  /^(log (p\(x\)|w)|w = p\(x, z\) \/ q\(z\)|a t ± b √t|N\(a, b²\)|1 − β, β|1, √β \(NCSN\))$/u, // formulas
  /^(not warmed up|one network)$/, // keys of files of measurements
  /^\(prefers-[\w-]+: \w+\)$/, // queries of style sheets
  /^(Home|End|Escape|Enter|Tab|Delete|Backspace)$/, // names of keys in events
  /^\(prefers-|^linear-gradient|^Inter, |^<iframe /, // what the browser reads
  /^(input|button|a|select|textarea)\b[^.]*[,\]]|^div \+ div button$|^\.(centre|offers) \w+$|^#view-/, // selectors
  /^Notification$/, // a global of the browser
  /^<|^10px sans-serif$|^Files$/, // markup of SVG, a font, a type of what is dropped
  /^model link$/, // the subject of a notice
  /^log SNR$/,
  /^a view is drawn outside the lab/, // for who writes a view
];
