import { systemText, turnsText } from '../wire/prompt-text.ts';
import type { PromptRequest } from '../wire/request.ts';
import { fences, lastFence } from './fences.ts';

export interface Persona {
  code: string;
  name: string;
  archetype: string;
  /** What the system text says of them. */
  description: string;
}

export interface Contribution {
  round: number;
  expert: string;
  name: string;
  text: string;
}

/** What the simulator understands of a prompt; empty strings and lists where the prompt has nothing. */
export interface Reading {
  problem: string;
  context: string;
  goal: string;
  answers: { question: string; answer: string }[];
  contributions: Contribution[];
  /** Final recommendations, where the prompt holds them. */
  recommendations: Contribution[];
  summaries: { round: number; text: string }[];
  guidance: string;
  /** The persona that speaks; null when the prompt has none. */
  persona: Persona | null;
  catalogue: Persona[];
  phase: string;
  /** Which step of a meeting the prompt is for, as its task says; empty for contributions. */
  step: string;
  /** 0 when the prompt has no round. */
  round: number;
  ofRounds: number;
  task: string;
  /** System and turns together. */
  whole: string;
}

const asNumber = (text: string | undefined): number => {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isFinite(value) ? value : 0;
};

export function readPrompt(request: PromptRequest): Reading {
  const system = systemText(request);
  const turns = turnsText(request);
  const whole = `${system}\n\n${turns}`;
  const body = (tag: string): string => lastFence(turns, tag)?.body ?? lastFence(system, tag)?.body ?? '';
  const task = lastFence(turns, 'task') ?? lastFence(system, 'task');
  const subProblem = fences(whole, 'sub_problem').at(-1);
  return {
    problem: body('problem') || subProblem?.attributes['goal'] || lastParagraphs(turns),
    context: body('context'),
    goal: subProblem?.attributes['goal'] ?? '',
    answers: fences(whole, 'answer').map((fence) => ({
      question: fence.attributes['question'] ?? '',
      answer: fence.body,
    })),
    contributions: spoken(whole, 'contribution'),
    recommendations: spoken(whole, 'recommendation'),
    summaries: fences(whole, 'round_summary').map((fence) => ({
      round: asNumber(fence.attributes['round']),
      text: fence.body,
    })),
    guidance: body('guidance'),
    persona: personaOf(system) ?? personaOf(turns),
    catalogue: catalogueOf(whole),
    phase: task?.attributes['phase'] ?? '',
    step: task?.attributes['step'] ?? '',
    round: asNumber(task?.attributes['round']),
    ofRounds: asNumber(task?.attributes['of']),
    task: task?.body ?? '',
    whole,
  };
}

const spoken = (text: string, tag: string): Contribution[] =>
  fences(text, tag)
    .filter((fence) => fence.attributes['expert'] !== undefined && fence.body !== '')
    .map((fence) => ({
      round: asNumber(fence.attributes['round']),
      expert: fence.attributes['expert'] ?? '',
      name: fence.attributes['name'] ?? fence.attributes['expert'] ?? '',
      text: fence.body,
    }));

function catalogueOf(text: string): Persona[] {
  const raw = lastFence(text, 'catalogue')?.raw ?? '';
  const experts = people(raw, 'expert');
  return experts.length > 0 ? experts : people(raw, 'persona');
}

function personaOf(text: string): Persona | null {
  return people(text, 'persona').at(-1) ?? null;
}

function people(text: string, tag: string): Persona[] {
  return fences(text, tag)
    .filter((fence) => fence.attributes['code'] !== undefined)
    .map(({ attributes, body }) => ({
      code: attributes['code'] ?? '',
      name: attributes['name'] ?? attributes['code'] ?? '',
      archetype: attributes['archetype'] ?? '',
      description: [attributes['expertise'], attributes['description'], body].filter(Boolean).join('. '),
    }));
}

/** A prompt without a problem: what stands outside of the fences of a deliberation stands for it. */
const lastParagraphs = (text: string): string =>
  text
    .replace(
      /<(transcript|contribution|round_summary|guidance|persona|task|board|catalogue|answers)\b[\s\S]*?<\/\1>/g,
      '',
    )
    .replace(/<\/?[a-z_]+(?:\s[^<>]*)?>/g, '')
    .trim()
    .slice(-2_000);
