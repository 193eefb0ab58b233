import type { EventData } from '@bo1/contracts/events/schema';
import type { Prisma } from '@bo1/prisma/client';
import { pinsOf, type PinnedContext } from '../llm/pins.ts';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { readContext } from './context-sources.ts';
import { onSession } from './transaction.ts';

type ContextKind = EventData<'context_collected'>['items'][number]['kind'];

/**
 * RecordActivities.collectContext: what the person lets the board know beside the question, pinned, so that every prompt
 * of the run has the same. A source that cannot be read is left out with a notice; it never fails the meeting.
 */
export async function collectContext(deps: ActivityDeps, run: RunRef): Promise<{ item_count: number }> {
  const { items, complete } = await readContext(deps, run);
  return onSession(deps, run, async (tx, session) => {
    const pins = pinsOf(session);
    const pinned = pins.context ?? items;
    const json = { ...pins, context: pinned } as unknown as Prisma.InputJsonValue;
    if (pins.context === undefined) await tx.session.update({ where: { id: session.id }, data: { pins: json } });
    const missing = !complete && pins.context === undefined;
    return {
      events: [
        ...(missing ? [unavailable(run)] : []),
        { type: 'context_collected', data: { items: pinned.map(shown) }, dedupeKey: factKey(run, 'context') },
      ],
      step: 'context',
      result: { item_count: pinned.length },
    };
  });
}

const shown = ({ kind, label, ref }: PinnedContext) => ({ kind: kind as ContextKind, label, ref });

const unavailable = (run: RunRef) =>
  ({
    type: 'degraded',
    data: {
      reason: 'context_unavailable',
      message: 'Some of your business context could not be read. The meeting goes on without it.',
    },
    dedupeKey: factKey(run, 'context_unavailable'),
  }) as const;
