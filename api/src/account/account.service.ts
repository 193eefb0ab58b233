import { Inject, Injectable } from '@nestjs/common';
import type { Me, UpdateMe } from '@bo1/contracts/account/schema';
import { withStorageRetry, type Db } from '@bo1/prisma/client';
import type { Person } from '../auth/person.ts';
import { DATABASE } from '../storage/tokens.ts';

@Injectable()
export class AccountService {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  me(person: Person): Me {
    return {
      id: person.id,
      email: person.email,
      name: person.name,
      role: person.role,
      tier: person.tier,
      skip_clarification_by_default: person.skipClarification,
      created_at: person.createdAt.toISOString(),
    };
  }

  async update(person: Person, change: UpdateMe): Promise<Me> {
    const data = {
      ...(change.name !== undefined && { name: change.name }),
      ...(change.skip_clarification_by_default !== undefined && {
        skipClarification: change.skip_clarification_by_default,
      }),
    };
    if (Object.keys(data).length > 0) {
      await withStorageRetry(() => this.db.user.update({ where: { id: person.id }, data, select: { id: true } }));
    }
    return this.me({ ...person, ...data });
  }
}
