import { ROUTES, type Route } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { text } from './text.ts';

export interface RouteAnswer {
  reason: string;
  route: Route;
}

export const routeTool = onceFor((): ToolSpec<RouteAnswer> => ({
  name: 'route_decision',
  description: 'Says whether the question needs a board of experts or one good answer.',
  schema: z.object({
    reason: text(200, 'Why, in one sentence the person will read.'),
    route: z.enum(ROUTES).describe('board: a decision with something at stake; single: one expert can answer it.'),
  }),
}));
