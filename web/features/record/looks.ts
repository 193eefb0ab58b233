import type { ActionStatus, OutcomeResult } from '@bo1/contracts/record/values';
import {
  Circle,
  CircleCheck,
  CircleDotDashed,
  CircleSlash,
  Scale,
  ThumbsDown,
  ThumbsUp,
  type LucideIcon,
} from 'lucide-react';

export const OUTCOME_LOOK: Record<OutcomeResult, { icon: LucideIcon; tint: string }> = {
  went_well: { icon: ThumbsUp, tint: 'text-success' },
  mixed: { icon: Scale, tint: 'text-warning' },
  went_badly: { icon: ThumbsDown, tint: 'text-danger' },
};

export const ACTION_LOOK: Record<ActionStatus, { icon: LucideIcon; tint: string }> = {
  todo: { icon: Circle, tint: 'text-muted' },
  in_progress: { icon: CircleDotDashed, tint: 'text-info' },
  done: { icon: CircleCheck, tint: 'text-success' },
  dropped: { icon: CircleSlash, tint: 'text-muted' },
};
