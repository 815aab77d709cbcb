/** The papers that the page's formulas and its glossary name: authors and year, and where each is read. */

interface Paper {
  readonly text: string;
  readonly url: string;
}

const arxiv = (text: string, id: string): Paper => ({ text, url: `https://arxiv.org/abs/${id}` });

export const PAPERS = {
  hyvarinen2005: { text: 'Hyvärinen 2005', url: 'https://jmlr.org/papers/v6/hyvarinen05a.html' },
  anderson1982: { text: 'Anderson 1982', url: 'https://doi.org/10.1016/0304-4149(82)90051-5' },
  szekely2013: { text: 'Székely, Rizzo 2013', url: 'https://doi.org/10.1016/j.jspi.2013.03.018' },
  bonneel2015: { text: 'Bonneel et al. 2015', url: 'https://doi.org/10.1007/s10851-014-0506-3' },
  sohlDickstein2015: arxiv('Sohl-Dickstein et al. 2015', '1503.03585'),
  kingma2014: arxiv('Kingma, Welling 2014', '1312.6114'),
  heusel2017: arxiv('Heusel et al. 2017', '1706.08500'),
  perez2018: arxiv('Perez et al. 2018', '1709.07871'),
  song2019: arxiv('Song, Ermon 2019', '1907.05600'),
  kingma2021: arxiv('Kingma et al. 2021', '2107.00630'),
  hoSalimans2022: arxiv('Ho, Salimans 2022', '2207.12598'),
  hang2023: arxiv('Hang et al. 2023', '2303.09556'),
  lin2023: arxiv('Lin et al. 2023', '2305.08891'),
  vincent2011: { text: 'Vincent 2011', url: 'https://doi.org/10.1162/NECO_a_00142' },
  ho2020: arxiv('Ho, Jain, Abbeel 2020', '2006.11239'),
  songDdim2021: arxiv('Song, Meng, Ermon 2021', '2010.02502'),
  songSde2021: arxiv('Song et al. 2021', '2011.13456'),
  nichol2021: arxiv('Nichol, Dhariwal 2021', '2102.09672'),
  dhariwal2021: arxiv('Dhariwal, Nichol 2021', '2105.05233'),
  salimans2022: arxiv('Salimans, Ho 2022', '2202.00512'),
  karras2022: arxiv('Karras et al. 2022', '2206.00364'),
  lu2022: arxiv('Lu et al. 2022, DPM-Solver++', '2211.01095'),
  lipman2023: arxiv('Lipman et al. 2023', '2210.02747'),
  liu2023: arxiv('Liu, Gong, Liu 2023', '2209.03003'),
} as const satisfies Record<string, Paper>;

type PaperId = keyof typeof PAPERS;

/** A part of a paper. */
export interface Reference {
  readonly paper: PaperId;
  /** "Equation 7", "Section 3.2"; absent where the paper as a whole is meant. */
  readonly part?: string;
}

/** "Ho, Jain, Abbeel 2020, Equation 7". */
export const referenceText = ({ paper, part }: Reference): string =>
  part ? `${PAPERS[paper].text}, ${part}` : PAPERS[paper].text;
