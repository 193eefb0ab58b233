import { z } from 'zod';
import type { ToolSpec } from '../ports/llm.ts';
import type { OfferedTool } from './prompt-hash.ts';

const offers = new WeakMap<ToolSpec<unknown>, OfferedTool>();

/**
 * A tool as the model is shown it, made once for each. Throws where the schema has no JSON Schema: that is a mistake of the
 * step, found by its first test.
 */
export function offeredOf(tool: ToolSpec<unknown>): OfferedTool {
  let offered = offers.get(tool);
  if (offered === undefined) {
    const { $schema: _, ...input_schema } = z.toJSONSchema(tool.schema, { io: 'input' }) as Record<string, unknown>;
    offers.set(tool, (offered = { name: tool.name, description: tool.description, input_schema }));
  }
  return offered;
}
