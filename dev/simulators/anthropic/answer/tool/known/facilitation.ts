import { fractionOf } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import { lastRound, standingOf } from '../../stance.ts';
import type { Bag } from '../meaning-strategy.ts';
import { resolve, type Schema } from '../schema.ts';

interface Signals {
  agreement: number;
  conflict: number;
  novelty: number;
  left: number;
  missing: string;
}

const MODERATOR_SHARE = 0.25;

/** How the board goes on, in line with what the prompt says of agreement, conflict, novelty and rounds left. */
export function facilitation(mind: Mind, schema: Schema): Bag {
  const signals = signalsOf(mind);
  const action = actionFor(mind, signals, allowedActions(schema));
  const { own, rival, names } = sides(mind);
  const { kind } = mind.problem;
  const guidance =
    action === 'vote'
      ? `In your recommendation take a position on three things: ${own} or ${rival}, the condition without which you would not do it, and what should reopen the decision.`
      : `What would have to be true of ${kind.signal} for ${rival} to be better than ${own}? ${names} Leave aside how it would be carried out.${signals.missing}`;
  return {
    action,
    reason: reasonFor(mind, action, signals),
    guidance,
    ...(action === 'moderator' ? { moderator: { moderator: voiceOf(signals), text: challenge(mind, own) } } : {}),
    ...(action === 'acknowledge_impasse' ? { impasse: impasse(mind, own, rival) } : {}),
  };
}

function signalsOf(mind: Mind): Signals {
  const { whole, round, ofRounds } = mind.reading;
  const number = (name: string): number | null => {
    const found = new RegExp(`\\b${name}\\b["'=:\\s]+(\\d(?:\\.\\d+)?)`, 'i').exec(whole)?.[1];
    return found === undefined ? null : Number(found);
  };
  const share = standingOf(mind, lastRound(mind)).share;
  const missing = /has not worked through its ([^.]+)\./.exec(whole)?.[1];
  return {
    agreement: number('agreement') ?? share,
    conflict: number('conflict') ?? 1 - share,
    novelty: number('novelty') ?? 0.5,
    left: Math.max(0, ofRounds - round),
    missing: missing === undefined ? '' : ` Begin with ${missing}: nobody has worked through that yet.`,
  };
}

/** The values an enum named like "action" allows. */
function allowedActions(schema: Schema): string[] {
  const found = Object.entries(schema.properties ?? {}).find(([name]) => /action|next|move|decision/i.test(name));
  const values = resolve(found?.[1], schema).enum ?? [];
  return values.filter((value) => typeof value === 'string');
}

function actionFor(mind: Mind, signals: Signals, allowed: readonly string[]): string {
  const wish = wishedAction(mind, signals);
  if (allowed.length === 0 || allowed.includes(wish)) return wish;
  return allowed.includes('continue') ? 'continue' : (allowed[0] ?? wish);
}

function wishedAction(mind: Mind, { agreement, conflict, novelty, left, missing }: Signals): string {
  const { round } = mind.reading;
  if (left === 0) return 'vote';
  if (missing !== '') return 'continue';
  if (agreement >= 0.88 && round >= 2) return 'vote';
  if (conflict > 0.7 && novelty < 0.4 && round >= 2) return 'acknowledge_impasse';
  const draw = fractionOf(mind.seed, mind.problem.text, round, 'facilitate');
  if (round >= 1 && agreement > 0.75 && draw < MODERATOR_SHARE * 2) return 'moderator';
  return round === 2 && draw < MODERATOR_SHARE ? 'moderator' : 'continue';
}

const voiceOf = ({ agreement, conflict }: Signals): string => {
  if (agreement > 0.7) return 'contrarian';
  return conflict > 0.5 ? 'optimist' : 'sceptic';
};

/** The two options most spoken for, and who should answer whom. */
function sides(mind: Mind): { own: string; rival: string; names: string } {
  const standing = standingOf(mind, lastRound(mind));
  const { options } = mind.problem;
  const against = standing.byExpert.find(({ option }) => option !== standing.leading);
  const rivalIndex = against?.option ?? (standing.leading + 1) % options.length;
  const supporter = standing.byExpert.find(({ option }) => option === standing.leading)?.said.name;
  const names =
    supporter !== undefined && against !== undefined
      ? `${supporter}, answer ${against.said.name} on the point you differ about; the others say which of the two arguments they find stronger.`
      : 'Each names the one observation that would turn them.';
  return {
    own: options[standing.leading]?.short ?? 'the first',
    rival: options[rivalIndex]?.short ?? 'the other',
    names,
  };
}

function reasonFor(mind: Mind, action: string, signals: Signals): string {
  const { own, rival } = sides(mind);
  const share = Math.round(signals.agreement * 100);
  switch (action) {
    case 'vote':
      return signals.left === 0
        ? 'The rounds are used up, so each member now gives a recommendation.'
        : `About ${share} % stand behind ${own}, and another round would not change that.`;
    case 'moderator':
      return `The board agrees on ${own} sooner than it has tested it, so somebody has to argue against it.`;
    case 'acknowledge_impasse':
      return `${own} and ${rival} have both been argued out, and neither side is moving.`.replace(/^./, (letter) =>
        letter.toUpperCase(),
      );
    default:
      return signals.missing !== ''
        ? 'A part of the question has hardly been spoken of yet.'
        : `The board still weighs ${own} against ${rival}, and one open question decides between them.`;
  }
}

const challenge = (mind: Mind, own: string): string =>
  `Everyone here finds reasons for ${own}. Suppose it is a year from now and it went badly: ${mind.problem.kind.stake} is gone, and ${mind.problem.kind.affected} ask why nobody said anything. What did we see today and talk ourselves out of?`;

const impasse = (mind: Mind, own: string, rival: string): Bag => ({
  path: fractionOf(mind.seed, mind.problem.text, 'impasse') < 0.5 ? 'conditional' : 'disagree_and_commit',
  text: `One side holds that ${own} is right because waiting costs more than being wrong on a small scale. The other holds that ${rival} keeps open what ${own} would close. Both agree that ${mind.problem.kind.signal} will tell, so the decision can name the figure that says which side was right.`,
});
