import { Inject, Injectable } from '@nestjs/common';
import type { Db } from '@bo1/prisma/client';
import { DATABASE } from '../storage/tokens.ts';

/** Sign-ins as rows: what a long answer checks again while it goes on. */
@Injectable()
export class Logins {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Which of these sign-ins still hold: not signed out, not expired. One query, however many there are. */
  async holding(ids: string[], now = new Date()): Promise<Set<string>> {
    const where = { id: { in: ids }, expiresAt: { gt: now } };
    const rows = await this.db.login.findMany({ where, select: { id: true } });
    return new Set(rows.map((row) => row.id));
  }
}
