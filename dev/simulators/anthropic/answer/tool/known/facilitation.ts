import { fractionOf } from '../../../random.ts';
import { capital } from '../../../prompt/second-person.ts';
import type { Mind } from '../../mind.ts';
import { lastRound, standingOf } from '../../stance.ts';
import type { Bag } from '../meaning-strategy.ts';
import { type Wish, wishBetweenRounds } from './between-rounds.ts';
import { resolve, type Schema } from '../schema.ts';

interface Signals {
  agreement: number;
  conflict: number;
  novelty: number;
  left: number;
  missing: string;
}

const MODERATOR_SHARE = 0.25;
/** After this round everybody has said what they have to say. */
const LAST_WORTH_ASKING = 4;

/** How the board goes on, in line with what the prompt says of agreement, conflict, novelty and rounds left. */
export function facilitation(mind: Mind, schema: Schema): Bag {
  const signals = signalsOf(mind);
  const allowed = allowedActions(schema);
  const { own, rival } = sides(mind);
  const wish = signals.left === 0 || signals.missing !== '' ? null : wishBetweenRounds(mind, allowed, own, rival);
  if (wish !== null) return asking(mind, wish);
  const action = actionFor(mind, signals, allowed);
  const guidance =
    action === 'vote'
      ? votingGuidance(mind)
      : action === 'acknowledge_impasse'
        ? impasseGuidance(mind)
        : `${questionFor(mind)}${signals.missing}`;
  return {
    action,
    reason: reasonFor(mind, action, signals),
    guidance,
    ...(action === 'moderator' ? { moderator: { kind: voiceOf(signals), text: challenge(mind) } } : {}),
    ...(action === 'acknowledge_impasse' ? { impasse: impasse(mind) } : {}),
  };
}

/** The person, or the web, is asked before the next round. */
function asking(mind: Mind, wish: Wish): Bag {
  const { own, rival } = sides(mind);
  if (wish.action === 'clarify')
    return {
      action: wish.action,
      reason: `Only you can say ${wish.clause}, and the board should not guess it.`,
      guidance: `The person was asked ${wish.clause}. Weigh ${own} and ${rival} by what they answer; where they leave it open, say which answer would turn you.`,
      questions: wish.questions,
    };
  return {
    action: wish.action,
    reason: `Much turns on ${wish.clause}, and others may have found out.`,
    guidance: `Settle ${wish.clause} as far as the pages say it, and name the page you use. ${questionFor(mind)}`,
    research: { query: wish.query },
  };
}

function votingGuidance(mind: Mind): string {
  const { own, rival } = sides(mind);
  return `In your recommendation take a position on three things: ${own} or ${rival}, the condition without which you would not do it, and what should reopen the decision.`;
}

const impasseGuidance = (mind: Mind): string =>
  `Leave the question of who is right. What would each of you need to be told about ${mind.problem.kind.signal} to accept the other decision?`;

/** The one question of the next round: first what would turn somebody, then what would settle it, then what can be closed. */
function questionFor(mind: Mind): string {
  const { own, rival, names } = sides(mind);
  const { kind } = mind.problem;
  switch (mind.reading.round) {
    case 0:
    case 1:
      return `Which change in ${kind.signal} would make ${rival} a better choice than ${own}? ${names} Leave aside how it would be carried out.`;
    case 2:
      return `What would settle the choice between ${own} and ${rival} within a few weeks, and who would have to look? ${names}`;
    default:
      return `Which condition do you need, and which of your own can you do without? ${names} Nothing new, unless it would change the decision.`;
  }
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
  if (conflict > 0.7 && novelty < 0.4 && round >= 2) return 'acknowledge_impasse';
  if (round >= LAST_WORTH_ASKING) return 'vote';
  const draw = fractionOf(mind.seed, mind.problem.text, round, 'facilitate');
  return round <= 2 && draw < (agreement > 0.75 ? 2 : 1) * MODERATOR_SHARE ? 'moderator' : 'continue';
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
      ? `${supporter}, answer ${against.said.name} on the point you differ about.`
      : 'Each names the one observation that would turn them.';
  return {
    own: options[standing.leading]?.short ?? 'the first',
    rival: options[rivalIndex]?.short ?? 'the other',
    names,
  };
}

const COUNTS = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'];

function reasonFor(mind: Mind, action: string, signals: Signals): string {
  const { own, rival } = sides(mind);
  const standing = standingOf(mind, lastRound(mind));
  const all = standing.byExpert.length;
  const behind = Math.round(standing.share * all);
  const heads = `${COUNTS[behind] ?? behind} of ${(COUNTS[all] ?? String(all)).toLowerCase()}`;
  const lean = behind === 1 ? 'leans' : 'lean';
  switch (action) {
    case 'vote':
      return signals.left === 0
        ? 'The rounds are used up, so each member now gives a recommendation.'
        : `${heads} ${lean} towards ${own}, and another round would not change that.`;
    case 'moderator':
      return `The board agrees on ${own} sooner than it has tested it, so somebody has to argue against it.`;
    case 'acknowledge_impasse':
      return `${capital(own)} and ${rival} have both been argued out, and neither side is moving.`;
    default:
      if (signals.missing !== '') return 'A part of the question has hardly been spoken of yet.';
      return behind === all
        ? `All ${(COUNTS[all] ?? String(all)).toLowerCase()} lean towards ${own}, and their conditions have yet to be brought together.`
        : `${heads} ${lean} towards ${own}; what speaks for ${rival} has not been answered yet.`;
  }
}

const challenge = (mind: Mind): string =>
  `Everyone here finds reasons for ${sides(mind).own}. Suppose it is a year from now and it went badly: ${mind.problem.kind.stake} is gone, and ${mind.problem.kind.affected} ask why nobody said anything. What did we see today and talk ourselves out of?`;

function impasse(mind: Mind): Bag {
  const { own, rival } = sides(mind);
  return {
    path: fractionOf(mind.seed, mind.problem.text, 'impasse') < 0.5 ? 'conditional' : 'disagree_and_commit',
    text: `One side holds that ${own} is right because waiting costs more than being wrong on a small scale. The other holds that ${rival} keeps open what ${own} would close. Both agree that ${mind.problem.kind.signal} will tell, so the decision can name the figure that says which side was right.`,
  };
}
