import type { Chore, Part, Task } from '../part.ts';
import { postgres } from './postgres.ts';
import { api, apiBuild, migrate, migrationsApply, schemaGenerates, web, worker } from './product.ts';
import { proxy } from './proxy.ts';
import { redis } from './redis.ts';
import { s3 } from './s3.ts';
import { simulator, VENDORS } from './simulator.ts';
import { temporal } from './temporal.ts';

/** Every server of the embedded stack, in the order in which people read them. */
export const parts: Part[] = [proxy, web, api, worker, temporal, postgres, redis, s3, ...VENDORS.map(simulator)];

/** Servers that only `npm run dev` runs. */
export const devParts: Part[] = [apiBuild];

/** What changed files ask for in `npm run dev`. */
export const chores: Chore[] = [schemaGenerates, migrationsApply];

/** Work between the servers. */
export const tasks: Task[] = [migrate];
