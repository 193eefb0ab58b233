import { type Figure, percent, ratio } from '../figure.ts';
import { type Call, inputOf, type Observation, totalOf } from '../observe.ts';
import type { Piece, SeenPrompt } from '../prompts.ts';
import type { Held } from './stopping.ts';

/** Price of input tokens relative to plain ones, as the vendor has them. */
const WRITTEN = 1.25;
const READ = 0.1;

const weighed = ({ input }: Call): number => input.plain + WRITTEN * input.written + READ * input.read;
const mean = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0) / numbers.length;
const isShared = ({ key }: Call): boolean => key.endsWith('/contribute') || key.endsWith('/vote');

/** How often each piece stands somewhere. */
type Content = Map<number, Piece & { times: number }>;

/**
 * What a perfect cache would charge, whatever the order of the prompts' parts: what all prompts of a round say is shared,
 * wherever it stands in them. It is written once, unless an earlier round shared it, and read by everybody else. The vendor
 * keeps what was asked with another tool apart, so that recommendations read nothing of the rounds.
 */
function boundOf(prompts: readonly SeenPrompt[]): number {
  const asked = prompts.filter(({ step }) => step === 'contribute' || step === 'recommendation');
  const rounds = Object.values(Object.groupBy(asked, ({ step, round }) => `${step} ${round}`));
  const kept: Record<string, Content> = { contribute: new Map(), recommendation: new Map() };
  let sum = 0;
  for (const round of rounds as SeenPrompt[][]) {
    const before = kept[round[0]?.step ?? ''] ?? new Map<number, never>();
    const contents = round.map(({ pieces }) => contentOf(pieces));
    const shared = contents.reduce((one, other) => common(one, other));
    const [all, known] = [tokensOf(shared), tokensOf(common(shared, before))];
    sum += WRITTEN * (all - known) + READ * known + READ * all * (round.length - 1);
    sum += contents.reduce((total, content) => total + tokensOf(content) - all, 0);
    for (const [hash, piece] of shared) if ((before.get(hash)?.times ?? 0) < piece.times) before.set(hash, piece);
  }
  return sum;
}

function contentOf(pieces: readonly Piece[]): Content {
  const content: Content = new Map();
  for (const piece of pieces) content.set(piece.hash, { ...piece, times: (content.get(piece.hash)?.times ?? 0) + 1 });
  return content;
}

function common(one: Content, other: Content): Content {
  const both: Content = new Map();
  for (const [hash, piece] of one) {
    const times = Math.min(piece.times, other.get(hash)?.times ?? 0);
    if (times > 0) both.set(hash, { ...piece, times });
  }
  return both;
}

const tokensOf = (content: Content): number =>
  [...content.values()].reduce((sum, { tokens, times }) => sum + tokens * times, 0);

/** Tokens of the calls of a meeting, each once, in prompts without any thought of a cache. */
const plainOf = (prompts: readonly SeenPrompt[]): number =>
  [...new Map(prompts.map(({ plain }) => [plain.hash, plain.tokens])).values()].reduce((sum, one) => sum + one, 0);

export function caching(boards: readonly { seen: Observation; prompts: SeenPrompt[] }[]): Figure[] {
  const each = boards.map(({ seen, prompts }) => {
    const calls = seen.calls.filter(isShared);
    const sent = calls.reduce((sum, call) => sum + inputOf(call), 0);
    const measured = calls.reduce((sum, call) => sum + weighed(call), 0);
    return {
      toBound: measured / boundOf(prompts),
      toUncached: measured / sent,
      whole: ratio(
        seen.calls.reduce((sum, call) => sum + weighed(call), 0),
        seen.calls.reduce((sum, call) => sum + inputOf(call), 0),
      ),
      billed: seen.calls.reduce((sum, call) => sum + inputOf(call), 0),
      plain: plainOf(prompts),
    };
  });
  const worst = Math.max(...each.map(({ toBound }) => toBound));
  const dearest = each.toSorted((one, other) => other.billed / other.plain - one.billed / one.plain)[0];
  const more = dearest === undefined ? Number.NaN : dearest.billed / dearest.plain;
  const n = `${boards.length} boards of 4 × 4`;
  return [
    {
      figure: "experts' input cost with caching against the bound, worst board",
      required: '≤ 1.1',
      measured: worst.toFixed(3),
      n,
      met: boards.length > 0 && worst <= 1.1,
    },
    {
      figure: 'input cost to uncached: experts / whole meeting',
      required: 'reported',
      measured: `${percent(mean(each.map((one) => one.toUncached)))} / ${percent(mean(each.map((one) => one.whole)))}`,
      n,
      met: null,
    },
    {
      figure: 'input tokens of a meeting as billed to those of its prompts laid out without caching, worst board',
      required: '≤ 1',
      measured: `${more.toFixed(4)} (${dearest?.billed} / ${dearest?.plain})`,
      n,
      met: boards.length > 0 && more <= 1,
    },
  ];
}

/** Exponent of the input tokens used up to round R, over R, of boards that were held to their last round. */
export function growth(boards: readonly Held[]): Figure {
  const long = boards.filter(({ script, seen }) => script.maxRounds === 6 && seen.rounds.length === 6);
  const exponents = long.map(({ seen }) => {
    const points = seen.rounds.map(({ round }) => {
      const calls = seen.calls.filter(({ key }) => Number(/\/r(\d+)\//.exec(key)?.[1] ?? Infinity) <= round);
      return [Math.log(round), Math.log(calls.reduce((sum, call) => sum + inputOf(call), 0))] as const;
    });
    return slopeOf(points);
  });
  const worst = Math.max(...exponents);
  return {
    figure: 'growth of input tokens with rounds, exponent of the worst board',
    required: '≤ 1.2',
    measured: `${worst.toFixed(2)} (mean ${mean(exponents).toFixed(2)})`,
    n: `${long.length} boards of 6 rounds`,
    met: long.length > 0 && worst <= 1.2,
  };
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const [x, y] = [mean(points.map((point) => point[0])), mean(points.map((point) => point[1]))];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** A routine question against boards that were held to their last round. */
export function routine(questions: readonly Observation[], boards: readonly Held[]): Figure {
  const full = boards
    .filter(({ script, seen }) => seen.rounds.length === script.maxRounds)
    .map(({ seen }) => totalOf(seen.calls));
  const worst = Math.max(...questions.map((one) => totalOf(one.calls)));
  const share = ratio(worst, mean(full));
  return {
    figure: "routine question: share of a full board's tokens",
    required: '≤ 5 %',
    measured: percent(share),
    n: `${questions.length} questions, ${full.length} boards`,
    met: share <= 0.05 && questions.every((one) => one.status === 'completed' && one.rounds.length === 0),
  };
}

/** Calls that began when the budget was used up, or brought a meeting above it. */
export function withinBudget(all: readonly Observation[]): Figure {
  let beyond = 0;
  let calls = 0;
  for (const { calls: made, limitMicros } of all) {
    let spent = 0;
    for (const call of made) {
      calls += 1;
      spent += call.micros;
      if (spent > limitMicros || call.state === 'reserved') beyond += 1;
    }
  }
  const cut = all.filter(({ stopRule }) => stopRule === 'budget');
  const whole = cut.every(({ status, record }) => status === 'completed' && record.length > 2);
  return {
    figure: 'calls beyond a budget',
    required: '0',
    measured: `${beyond}${whole ? '' : ', and a record is missing'}`,
    n: `${calls} calls, ${all.length} meetings, ${cut.length} ended by their budget`,
    met: beyond === 0 && cut.length > 0 && whole,
  };
}
