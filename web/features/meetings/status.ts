import type { SessionStatus } from '@bo1/contracts/meeting/values';
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleSlash2,
  MessageCircleQuestion,
  Radio,
  type LucideIcon,
} from 'lucide-react';
import type { Tone } from '#components/ui/notice.tsx';

/** How a meeting's state looks and reads, the same everywhere. */
export const STATUS_LOOK: Record<SessionStatus, { word: string; icon: LucideIcon; tone: Tone; pulse?: boolean }> = {
  created: { word: 'Starting', icon: CircleDashed, tone: 'info' },
  running: { word: 'Running', icon: Radio, tone: 'info', pulse: true },
  waiting_for_answers: { word: 'Waiting for you', icon: MessageCircleQuestion, tone: 'warning' },
  paused: { word: 'Paused', icon: CirclePause, tone: 'warning' },
  completed: { word: 'Decided', icon: CircleCheck, tone: 'success' },
  partial: { word: 'Partly decided', icon: CircleSlash2, tone: 'warning' },
  failed: { word: 'Failed', icon: CircleAlert, tone: 'danger' },
  cancelled: { word: 'Stopped', icon: Ban, tone: 'neutral' },
};
