import { z } from 'zod';
import { messagesRequestSchema, type MessagesRequest } from '../../anthropic/wire/request.ts';
import { invalid } from './errors.ts';

const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.literal('text'), text: z.string() })).min(1),
  z.null(),
]);

const schema = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(z.looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']), content }))
    .min(1),
  stream: z.boolean().default(false),
  stream_options: z.looseObject({ include_usage: z.boolean().default(false) }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.literal('function'),
        function: z.looseObject({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().optional(),
          parameters: z.looseObject({}).default({ type: 'object' }),
        }),
      }),
    )
    .optional(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) }),
    ])
    .optional(),
  user: z.string().optional(),
});

export type CompletionRequest = z.output<typeof schema>;

const DEFAULT_MAX_TOKENS = 4_096;

/**
 * Parses a body the way the vendor does.
 * @throws CompletionError 400 that names the first wrong field
 */
export function parseCompletion(body: unknown): CompletionRequest {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`Invalid value for '${issue?.path.join('.') ?? ''}': ${issue?.message ?? 'invalid'}`);
  }
  const request = parsed.data;
  if (request.max_tokens && request.max_completion_tokens)
    throw invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
  const choice = request.tool_choice;
  const names = request.tools?.map((tool) => tool.function.name) ?? [];
  if (typeof choice === 'object' && !names.includes(choice.function.name))
    throw invalid("Invalid value for 'tool_choice': the function is not among 'tools'.");
  return request;
}

/** The same request as the reading of the prompt knows it: one engine reads the prompts of all vendors. */
export function asMessages(request: CompletionRequest): MessagesRequest {
  const systems = request.messages.filter(({ role }) => role === 'system' || role === 'developer');
  const turns = request.messages.filter(({ role }) => role === 'user' || role === 'assistant');
  return messagesRequestSchema.parse({
    model: request.model,
    max_tokens: request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_MAX_TOKENS,
    stream: request.stream,
    system: systems.map((message) => textOf(message.content)).join('\n\n'),
    messages: turns.map((message) => ({ role: message.role, content: textOf(message.content) || ' ' })),
    stop_sequences: request.stop ? [request.stop].flat() : [],
    ...(request.tools
      ? {
          tools: request.tools.map((tool) => ({
            name: tool.function.name,
            description: tool.function.description,
            input_schema: { type: 'object', ...tool.function.parameters },
          })),
          tool_choice: choiceOf(request.tool_choice),
        }
      : {}),
  });
}

function choiceOf(choice: CompletionRequest['tool_choice']): object {
  if (typeof choice === 'object') return { type: 'tool', name: choice.function.name };
  return { type: choice === 'required' ? 'any' : choice === 'none' ? 'none' : 'auto' };
}

function textOf(given: CompletionRequest['messages'][number]['content']): string {
  if (given === null) return '';
  return typeof given === 'string' ? given : given.map((part) => part.text).join('\n\n');
}
