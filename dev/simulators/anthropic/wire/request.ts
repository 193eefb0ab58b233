import { z } from 'zod';
import { invalidRequest } from './errors.ts';

const cacheControl = z.object({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() }).nullish();

const textBlock = z.object({
  type: z.literal('text'),
  text: z.string().min(1, 'text content blocks must be non-empty'),
  cache_control: cacheControl,
});

const toolUseBlock = z.object({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  input: z.unknown(),
  cache_control: cacheControl,
});

const toolResultBlock = z.object({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).optional(),
  is_error: z.boolean().optional(),
  cache_control: cacheControl,
});

/** Images, documents, thinking …: accepted, counted, not looked at. */
const otherBlock = z.looseObject({
  type: z.enum(['image', 'document', 'thinking', 'redacted_thinking', 'search_result']),
  cache_control: cacheControl,
});

const block = z.union([textBlock, toolUseBlock, toolResultBlock, otherBlock], {
  error: (issue) =>
    typeof issue.input === 'object' && issue.input !== null && (issue.input as { text?: unknown }).text === ''
      ? 'text content blocks must be non-empty'
      : 'Input does not match any content block type',
});
const message = z.object({
  role: z.enum(['user', 'assistant', 'system'], "Input should be 'user' or 'assistant'"),
  content: z.union([z.string().min(1, 'user messages must have non-empty content'), z.array(block).min(1)]),
});

const tool = z.looseObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/, "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal('object', "Input should be 'object'") }),
  cache_control: cacheControl,
});

const toolChoice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auto'), disable_parallel_tool_use: z.boolean().optional() }),
  z.object({ type: z.literal('any'), disable_parallel_tool_use: z.boolean().optional() }),
  z.object({ type: z.literal('tool'), name: z.string(), disable_parallel_tool_use: z.boolean().optional() }),
  z.object({ type: z.literal('none') }),
]);

const required = (issue: { input: unknown }): string | undefined =>
  issue.input === undefined ? 'Field required' : undefined;

const prompt = {
  model: z.string({ error: required }).min(1),
  messages: z.array(message, { error: required }).min(1, 'at least one message is required'),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: toolChoice.optional(),
  cache_control: cacheControl,
  thinking: z.looseObject({ type: z.enum(['enabled', 'disabled', 'adaptive']) }).optional(),
  output_config: z
    .looseObject({
      format: z.looseObject({ type: z.literal('json_schema'), schema: z.looseObject({}) }).nullish(),
    })
    .optional(),
};

export const countRequestSchema = z.looseObject(prompt);

export const messagesRequestSchema = z.looseObject({
  ...prompt,
  max_tokens: z.number({ error: required }).int().min(0),
  stream: z.boolean().default(false),
  stop_sequences: z.array(z.string().min(1)).default([]),
  temperature: z.number().min(0).max(1).optional(),
  metadata: z.looseObject({ user_id: z.string().max(256).nullish() }).optional(),
});

export type PromptRequest = z.output<typeof countRequestSchema>;
export type MessagesRequest = z.output<typeof messagesRequestSchema>;
export type Tool = z.output<typeof tool>;
export type Block = z.output<typeof block>;

/**
 * Parses a body the way the vendor does.
 * @throws WireError 400, its message starting with the path of the first wrong field
 */
export function parseRequest<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw invalidRequest(`${path === '' ? '' : `${path}: `}${issue?.message ?? 'Invalid request'}`);
}

/** The tool this request forces, `null` when the model may answer with text. */
export function forcedTool(request: PromptRequest): Tool | null {
  const choice = request.tool_choice;
  if (choice?.type === 'tool') return request.tools?.find((candidate) => candidate.name === choice.name) ?? null;
  if (choice?.type === 'any') return request.tools?.[0] ?? null;
  return null;
}
