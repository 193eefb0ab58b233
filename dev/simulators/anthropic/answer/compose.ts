import { hashOf, Random } from '../random.ts';
import { readPrompt } from '../prompt/reading.ts';
import { scenarioFor, type Scenario } from '../scenarios/scenario.ts';
import type { Settings } from '../settings.ts';
import { CHARS_PER_TOKEN, textTokens } from '../usage/tokens.ts';
import { promptText } from '../wire/prompt-text.ts';
import { forcedTool, type MessagesRequest } from '../wire/request.ts';
import type { Answer } from './answer.ts';
import { think, type Mind } from './mind.ts';
import { contribution } from './text/contribution.ts';
import { minutes } from './text/minutes.ts';
import { randomText } from './text/random-text.ts';
import { knownFor } from './tool/known/known.ts';
import { generate } from './tool/generate.ts';
import { MeaningStrategy } from './tool/meaning-strategy.ts';
import { proseOf } from './tool/prose.ts';
import { RandomStrategy } from './tool/random-strategy.ts';
import type { Schema } from './tool/schema.ts';

/** What somebody else would have the model say: text, or a tool's input; null leaves it to the simulator. */
export type Author = (request: MessagesRequest) => { text: string } | { input: object } | null;

/** The author's answer, as the vendor would send it: cut at max_tokens, ended at stop sequences. */
export function authoredAnswer(request: MessagesRequest, author: Author): Answer | null {
  const reply = author(request);
  if (reply === null) return null;
  if ('text' in reply) return bounded(request, reply.text, null);
  return bounded(request, JSON.stringify(reply.input), forcedTool(request)?.name ?? null);
}

/** The answer to a request: a function of the seed, the mode, the scenarios and the prompt. */
export function composeAnswer(request: MessagesRequest, settings: Settings, scenarios: readonly Scenario[]): Answer {
  const text = promptText(request);
  const scenario = settings.mode === 'random' ? null : scenarioFor(scenarios, text);
  const random = new Random(settings.seed, settings.mode, hashOf(text), forcedTool(request)?.name ?? '');
  const tool = forcedTool(request);
  const format = request.output_config?.format;
  if (settings.mode === 'random') {
    const value = (schema: Schema): string => JSON.stringify(generate(schema, new RandomStrategy(random), undefined));
    if (tool !== null) return bounded(request, value(tool.input_schema as Schema), tool.name);
    return bounded(request, format ? value(format.schema as Schema) : randomText(random), null);
  }
  const mind = think(readPrompt(request), settings.seed, scenario, random);
  if (tool !== null) return bounded(request, toolInput(mind, tool.name, tool.input_schema as Schema), tool.name);
  if (format) return bounded(request, toolInput(mind, 'format', format.schema as Schema), null);
  return bounded(request, /summar|minutes/i.test(mind.reading.step) ? minutes(mind) : contribution(mind), null);
}

function toolInput(mind: Mind, tool: string, schema: Schema): string {
  const known = knownFor(mind, tool, schema);
  const strategy = new MeaningStrategy(mind.random, proseOf(mind), Object.keys(known).length > 0);
  return JSON.stringify(generate(schema, strategy, known));
}

/** Enforces max_tokens and stop sequences. A tool's JSON is simply cut, as with the vendor. */
function bounded(request: MessagesRequest, text: string, tool: string | null): Answer {
  const cut = textTokens(text) > request.max_tokens;
  const kept = cut ? text.slice(0, request.max_tokens * CHARS_PER_TOKEN) : text;
  if (tool !== null)
    return { kind: 'tool', name: tool, text: kept, stopReason: cut ? 'max_tokens' : 'tool_use', stopSequence: null };
  const stops = request.stop_sequences.filter((stop) => kept.includes(stop));
  const stop = stops.sort((one, other) => kept.indexOf(one) - kept.indexOf(other))[0];
  if (stop !== undefined)
    return { kind: 'text', text: kept.slice(0, kept.indexOf(stop)), stopReason: 'stop_sequence', stopSequence: stop };
  return { kind: 'text', text: kept, stopReason: cut ? 'max_tokens' : 'end_turn', stopSequence: null };
}
