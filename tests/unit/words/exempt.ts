/** Files that say nothing to who uses the page, though they hold what reads like sentences. Of all others the words stand in src/words. */
export const EXEMPT: readonly RegExp[] = [
  /\.generated\.ts$/,
  /^src\/(kernels|webgpu|wasm)\//, // shaders, and errors of callers
  /^src\/interop\/(code|onnx)\/|^src\/interop\/readme\.ts$/, // what leaves for other tools is English
  /^src\/config\/presets\.ts$/, // names of shipped models, which their files hold
  // Errors of callers and of the site's own files.
  /^src\/(evaluation|lib)\/|^src\/model\/(weights|dit\/dit|unet\/(embedding|structure|unet))\.ts$/,
  /^src\/(runtime\/grantedMemory|sampling\/stepTable|storage\/checkpoints|training\/learner)\.ts$/,
  /^workers\/(animationClient|fileCache|wasmThreads|\w+\.worker)\.ts$/,
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
  // Mistakes of a caller: of one who writes files, for example.
  /^the moments of the loss must be … numbers from 0, finite$|^a recording needs finite states and guesses$/,
  /^(tensor …: )?… values do not fill the shape \[…\]$|^tensor …: … is beyond F16's …: write F32$/,
  /^__metadata__ is no name for a tensor$|^the metadata have no place for a digest$/,
  /^(unet\/)?config\.json: \w+…?$|^True$|^(Down|Up)$/, // places in files, Python, parts of names of blocks
  /^(large|small) integer$/, // ids
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
