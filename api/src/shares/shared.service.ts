import { Injectable } from '@nestjs/common';
import type { SessionDetail, TrackedAction } from '@bo1/contracts/meeting/schema';
import type { SharedRecord } from '@bo1/contracts/record/schema';
import { toDetail } from '@bo1/prisma/session-views';
import { notFound, ProblemError } from '../problems/problem.ts';
import { hashToken, isToken, matches } from './share-token.ts';
import { SharesRepository } from './shares.repository.ts';
import { stateOf } from './shares.service.ts';

const NO_LINK = 'There is no such link. Check that the address is complete, or ask who sent it for a new one.';

/** Records for those who have a link. */
@Injectable()
export class SharedService {
  constructor(private readonly shares: SharesRepository) {}

  /** Throws `not_found` for what never was a link, `link_gone` for one that has ended; neither tells anything of the record. */
  async record(token: string): Promise<SharedRecord> {
    if (!isToken(token)) throw notFound(NO_LINK);
    const row = await this.shares.byHash(hashToken(token));
    if (!row || !matches(token, row.tokenHash)) throw notFound(NO_LINK);
    if (stateOf(row) !== 'open')
      throw new ProblemError('link_gone', 'This link has ended. Ask who sent it for a new one.');
    const session = toDetail(row.session);
    if (!session.record) throw notFound(NO_LINK);
    return {
      record: session.record,
      parts: session.parts,
      ...(session.missing && { missing: session.missing }),
      actions: outside(session.actions),
      sources: session.sources,
      choice: row.showsChoice ? session.choice : null,
      ended_at: session.ended_at,
      simulated: session.simulated,
      expires_at: row.expiresAt.toISOString(),
    };
  }
}

/**
 * What the board planned, without what its person added to it: more actions, and who does what. An action's id holds its
 * meeting's: outside, actions are counted.
 */
function outside(all: SessionDetail['actions']): TrackedAction[] {
  const actions = all.filter(({ sub_problem_index }) => sub_problem_index !== null);
  const ids = new Map(actions.map(({ id }, index) => [id, `a${index + 1}`]));
  return actions.map((action) => ({
    ...action,
    owner: null,
    id: ids.get(action.id)!,
    depends_on: action.depends_on.flatMap((id) => ids.get(id) ?? []),
  }));
}
