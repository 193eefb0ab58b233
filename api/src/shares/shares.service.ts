import { Inject, Injectable } from '@nestjs/common';
import type { CreateShare, Share, ShareList } from '@bo1/contracts/record/schema';
import { MAX_OPEN_SHARES, type ShareState } from '@bo1/contracts/record/values';
import { inTransaction, type Db } from '@bo1/prisma/client';
import { randomUUID } from 'node:crypto';
import type { Person } from '../auth/person.ts';
import type { Settings } from '../env.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { notFound, ProblemError } from '../problems/problem.ts';
import { ChoicesRepository } from '../records/choices.repository.ts';
import { DATABASE, SETTINGS } from '../storage/tokens.ts';
import { hashToken, matches, ShareTokens } from './share-token.ts';
import { SharesRepository, type ShareRow } from './shares.repository.ts';

const DAY_MS = 86_400_000;

/** Links to a record, for its owner. */
@Injectable()
export class SharesService {
  private readonly tokens: ShareTokens;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(DATABASE) private readonly db: Db,
    private readonly meetings: MeetingsRepository,
    private readonly choices: ChoicesRepository,
    private readonly shares: SharesRepository,
    private readonly idempotency: Idempotency,
  ) {
    this.tokens = new ShareTokens(settings.BETTER_AUTH_SECRET);
  }

  /** What is kept under an Idempotency-Key is the share's id: a repeated request gets the same link. */
  async create(person: Person, sessionId: string, body: CreateShare, key: string | undefined): Promise<Share> {
    await this.meetings.own(person, sessionId);
    if (!(await this.choices.record(sessionId)))
      throw new ProblemError('no_record', 'The board has not decided yet: share the record when it has.');
    const request = this.idempotency.request(person.id, `POST /api/v1/sessions/${sessionId}/shares`, key, body);
    const share = this.draft(sessionId, body);
    const id = await inTransaction(this.db, async (tx) => {
      const kept = request && (await this.idempotency.claim(tx, request, { id: share.id }));
      if (kept) return kept.body.id;
      if (!(await this.shares.create(tx, share))) throw tooMany();
      return share.id;
    });
    if (request) await this.idempotency.settle(request, 201);
    const row = await this.shares.find(sessionId, id);
    if (!row) throw notFound();
    return this.view(row);
  }

  async list(person: Person, sessionId: string): Promise<ShareList> {
    await this.meetings.own(person, sessionId);
    return { shares: (await this.shares.list(sessionId)).map((row) => this.view(row)) };
  }

  /** Revoking twice is legal. Throws `not_found` where the record has no such link. */
  async revoke(person: Person, sessionId: string, id: string): Promise<void> {
    await this.meetings.own(person, sessionId);
    const row = await this.shares.find(sessionId, id);
    if (!row) throw notFound('This record has no such link.');
    await this.shares.revoke(row.id);
  }

  private draft(sessionId: string, { expires_in_days, shows_choice }: CreateShare): Omit<ShareRow, 'revokedAt'> {
    const [id, createdAt] = [randomUUID(), new Date()];
    const expiresAt = new Date(createdAt.getTime() + expires_in_days * DAY_MS);
    const tokenHash = hashToken(this.tokens.tokenOf(id));
    return { id, sessionId, tokenHash, showsChoice: shows_choice, createdAt, expiresAt };
  }

  private view(row: ShareRow): Share {
    const state = stateOf(row);
    const token = this.tokens.tokenOf(row.id);
    const shown = state === 'open' && matches(token, row.tokenHash);
    return {
      id: row.id,
      state,
      url: shown ? `${this.settings.BO1_PUBLIC_URL.replace(/\/$/, '')}/shared/${token}` : null,
      shows_choice: row.showsChoice,
      created_at: row.createdAt.toISOString(),
      expires_at: row.expiresAt.toISOString(),
      revoked_at: row.revokedAt?.toISOString() ?? null,
    };
  }
}

/** Where a link stands at a moment. */
export function stateOf({ revokedAt, expiresAt }: ShareRow, now = Date.now()): ShareState {
  if (revokedAt) return 'revoked';
  return expiresAt.getTime() <= now ? 'expired' : 'open';
}

const tooMany = () =>
  new ProblemError('conflict', `A record can have ${MAX_OPEN_SHARES} open links: revoke one that is not needed.`);
