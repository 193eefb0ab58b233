import { fences } from '@bo1/dev/simulators/anthropic/prompt/fences';
import { promptText, systemText, turnsText } from '@bo1/dev/simulators/anthropic/wire/prompt-text';
import { forcedTool, type MessagesRequest } from '@bo1/dev/simulators/anthropic/wire/request';
import { OPTIONS } from './script.ts';

export interface Spoken {
  round: number;
  expert: string;
  name: string;
  text: string;
}

/** What a scripted model understands of a prompt: nothing reaches it but the text. */
export interface Reading {
  tag: string | null;
  tool: string | null;
  step: string;
  round: number;
  persona: string;
  whole: string;
  contributions: Spoken[];
  summaries: string[];
  recommendations: Spoken[];
}

const TAG = /Board case (\d{4}[a-z])/;

export function readRequest(request: MessagesRequest): Reading {
  const whole = promptText(request);
  const turns = turnsText(request);
  const task = fences(turns, 'task').at(-1)?.attributes ?? {};
  const persona = fences(systemText(request), 'persona').at(-1) ?? fences(turns, 'persona').at(-1);
  return {
    tag: TAG.exec(turns)?.[1] ?? null,
    tool: forcedTool(request)?.name ?? null,
    step: task['step'] ?? (task['phase'] === undefined ? '' : 'contribute'),
    round: Number(task['round'] ?? 0),
    persona: persona?.attributes['code'] ?? '',
    whole,
    contributions: spoken(turns, 'contribution'),
    summaries: fences(turns, 'round_summary').map((fence) => fence.body),
    recommendations: spoken(turns, 'recommendation'),
  };
}

const spoken = (text: string, tag: string): Spoken[] =>
  fences(text, tag).map(({ attributes, body }) => ({
    round: Number(attributes['round'] ?? 0),
    expert: attributes['expert'] ?? '',
    name: attributes['name'] ?? attributes['expert'] ?? '',
    text: body,
  }));

/** The option that a text signs, or null. */
export function signedIn(text: string): number | null {
  const signed = /would sign “([^”]+)”/.exec(text)?.[1];
  const at = OPTIONS.findIndex((option) => option === signed);
  return at === -1 ? null : at;
}

export const refusesIn = (text: string): boolean => text.includes('on no terms');

/** Sentences that hold a figure of an expert's own books. */
export const factsIn = (text: string): string[] => [
  ...new Set(text.match(/Only my own books show that[^.]*?\d{2},\d{3} euros a year\./g) ?? []),
];
