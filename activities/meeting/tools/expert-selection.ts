import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { oneOf, text } from './text.ts';

export interface SelectAnswer {
  experts: { expert_code: string; reason: string }[];
}

/** @param codes of the catalogue; @param count how many different ones are asked for */
export const selectTool = onceFor((codes: readonly string[], count: number): ToolSpec<SelectAnswer> => ({
  name: 'expert_selection',
  description: `Picks ${count} different experts from the catalogue for this board.`,
  schema: z.object({
    experts: z
      .array(
        z.object({
          expert_code: oneOf(codes, 'A code of the catalogue; each at most once.'),
          reason: text(200, 'What this decision needs from exactly this expert, in one sentence the person will read.'),
        }),
      )
      .length(count),
  }),
}));
