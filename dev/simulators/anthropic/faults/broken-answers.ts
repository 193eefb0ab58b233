import type { Answer } from '../answer/answer.ts';
import type { Tool } from '../wire/request.ts';
import type { FaultKind } from './faults.ts';

/** The answer a content fault makes of a good one; other kinds leave it alone. */
export function breakAnswer(answer: Answer, kind: FaultKind, tool: Tool | null): Answer {
  switch (kind) {
    case 'empty':
      return { kind: 'empty', text: '', stopReason: 'end_turn', stopSequence: null };
    case 'refusal':
      return { kind: 'empty', text: '', stopReason: 'refusal', stopSequence: null };
    case 'invalid_json':
      return answer.kind === 'tool' ? { ...answer, text: brokenJson(answer.text) } : answer;
    case 'wrong_schema':
      return answer.kind === 'tool' && tool !== null ? { ...answer, text: wrongInput(answer.text, tool) } : answer;
    default:
      return answer;
  }
}

/** JSON that no tolerant parser completes to the value that was meant: a bare word in the place of the first value. */
function brokenJson(text: string): string {
  const colon = text.indexOf(':');
  return colon === -1 ? '{"broken": nul' : `${text.slice(0, colon + 1)} oops,,${text.slice(colon + 1)}`;
}

/** Drops a required property; without one, gives a known property the wrong type. */
function wrongInput(text: string, tool: Tool): string {
  const input = JSON.parse(text) as Record<string, unknown>;
  const schema = tool.input_schema as { required?: string[]; properties?: Record<string, { type?: unknown }> };
  const missing = schema.required?.[0];
  if (missing !== undefined) {
    delete input[missing];
    return JSON.stringify(input);
  }
  const typed = Object.entries(schema.properties ?? {}).find(([, property]) => typeof property.type === 'string');
  if (typed !== undefined) input[typed[0]] = typed[1].type === 'string' ? 42 : 'not of the type asked for';
  return JSON.stringify(typed === undefined ? { ...input, '': null } : input);
}
