import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { startStack, type PartName, type RunningStack } from '@bo1/dev/stack/testing';
import { createPrisma, type Db, type Prisma } from '@bo1/prisma/client';
import { migrate } from '@bo1/prisma/migrate';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';
import { createApp } from '../app.ts';
import { createLogger } from '../correlation/request-log.ts';
import { readSettings } from '../env.ts';
import { PROBLEM_STATEMENT, Visitor } from './visitor.ts';

/** The real application on a port of its own, with real servers behind it. */
export interface ApiRig {
  url: string;
  /** The origin that browsers of this installation come from. */
  origin: string;
  stack: RunningStack;
  db: Db;
  app: NestExpressApplication;
  /** A person with an account of their own, signed in. */
  person(fields?: { role?: 'user' | 'admin'; tier?: string }): Promise<Visitor>;
  /** A meeting's row as the API leaves it, without an engine to start it; returns its id. */
  meetingOf(person: Visitor, fields?: Partial<Prisma.SessionUncheckedCreateInput>): Promise<string>;
  /** Somebody without an account. */
  stranger(): Visitor;
  stop(): Promise<void>;
}

export interface RigOptions {
  parts?: PartName[];
  env?: Record<string, string>;
  /** Write the catalogue of experts: a worker needs it. */
  seed?: boolean;
  /** Where the API's log goes, each line from `debug` up; by default nothing is logged. */
  log?: DestinationStream;
}

/** Addresses of people who sign up are not known before; each run has its own. */
let people = 0;

/** With the real worker, and a model that answers in a moment, for as many meetings as a suite starts. */
export const WHOLE_MEETINGS: RigOptions = {
  parts: ['postgres', 'redis', 's3', 'temporal', 'anthropic', 'worker'],
  seed: true,
  env: { BO1_SESSION_LIMIT: '1000' },
};

export async function startApi({
  parts = ['postgres', 'redis'],
  env = {},
  seed = false,
  log,
}: RigOptions = {}): Promise<ApiRig> {
  const stack = await startStack({ parts, migrate: seed, env: { BO1_SIM_CALL_MS: '20' } });
  if (!seed) await migrate(stack.settings.DATABASE_URL!);
  const settings = readSettings({
    ...stack.settings,
    BO1_API_PORT: '0',
    BO1_LOG_LEVEL: log ? 'debug' : 'silent',
    BO1_AUTH_RATE_LIMIT: '1000',
    ...env,
  });
  const app = await createApp(settings, createLogger(settings.BO1_LOG_LEVEL, log));
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const db = createPrisma(settings.DATABASE_URL, { poolSize: 3 });
  const stranger = () => new Visitor(url, settings.BO1_PUBLIC_URL);
  return {
    url,
    origin: settings.BO1_PUBLIC_URL,
    stack,
    db,
    app,
    stranger,
    async person(fields = {}) {
      const visitor = stranger();
      await visitor.signUp(`person-${(people += 1)}-${process.pid}@example.test`);
      if (Object.keys(fields).length > 0) await db.user.update({ where: { id: visitor.id }, data: fields });
      visitor.isAdmin = fields.role === 'admin';
      return visitor;
    },
    async meetingOf(person, fields = {}) {
      const id = `bo1_${randomUUID()}`;
      const row = { id, userId: person.id, tier: 'pro', problemStatement: PROBLEM_STATEMENT, correlationId: 'test' };
      await db.session.create({ data: { ...row, ...fields } });
      return id;
    },
    async stop() {
      await app.close();
      await db.$disconnect();
      await stack.stop();
    },
  };
}
