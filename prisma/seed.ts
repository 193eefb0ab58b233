import { randomUUID } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { createPrisma, inTransaction, type Db, type Tx } from './client.ts';
import { databaseUrl, readEnv, type PrismaSettings } from './env.ts';
import { readCatalogue, type CataloguePersona } from './personas.ts';

/** Two seeds at once take turns. */
const LOCK_KEY = 4_207_003;

export interface Seeded {
  personas: number;
  /** Codes of personas that left the files of the catalogue: kept for old meetings, chosen no more. */
  retired: string[];
  users: string[];
}

type DemoSettings = Pick<PrismaSettings, 'BO1_DEMO_USER' | 'BO1_ADMIN_USER' | 'BO1_DEMO_PASSWORD' | 'BO1_DEFAULT_TIER'>;

/**
 * Brings the catalogue of experts up to date, and in the embedded stack makes the demo users. May run at every start:
 * what is there stays, but for the demo password, which follows the setting.
 */
export async function seed(db: Db, settings: DemoSettings): Promise<Seeded> {
  const catalogue = await readCatalogue();
  return inTransaction(
    db,
    async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(${LOCK_KEY}::bigint) is null as locked`;
      const retired = await seedPersonas(tx, catalogue);
      return { personas: catalogue.length, retired, users: await seedUsers(tx, settings) };
    },
    { timeoutMs: 60_000, giveUpAfterMs: 20_000 }, // a server that has just started may be slow to take connections
  );
}

/** What an admin wrote, retired or offered again stays as it is. Returns the codes of those who left. */
async function seedPersonas(tx: Tx, catalogue: CataloguePersona[]): Promise<string[]> {
  await tx.$executeRaw`
    insert into personas (code, name, archetype, category, expertise, traits, style, system_prompt, colour, avatar)
    select * from jsonb_to_recordset(${JSON.stringify(catalogue)}::jsonb) as p (code text, name text, archetype text,
      category text, expertise text[], traits text[], style text, system_prompt text, colour text, avatar text)
    on conflict (code) do update set name = excluded.name, archetype = excluded.archetype, category = excluded.category,
      expertise = excluded.expertise, traits = excluded.traits, style = excluded.style,
      system_prompt = excluded.system_prompt, colour = excluded.colour, avatar = excluded.avatar, retired = false,
      updated_at = now()
    where not personas.by_hand and (personas.retired
      or (personas.name, personas.archetype, personas.category, personas.expertise, personas.traits, personas.style,
        personas.system_prompt, personas.colour, personas.avatar) is distinct from (excluded.name, excluded.archetype,
        excluded.category, excluded.expertise, excluded.traits, excluded.style, excluded.system_prompt,
        excluded.colour, excluded.avatar))`;
  const codes = catalogue.map(({ code }) => code);
  const gone = await tx.$queryRaw<{ code: string }[]>`
    update personas set retired = true, updated_at = now()
    where not retired and not by_hand and code <> all(${codes}::text[]) returning code`;
  return gone.map(({ code }) => code);
}

async function seedUsers(tx: Tx, settings: DemoSettings): Promise<string[]> {
  const { BO1_DEMO_USER: demo, BO1_ADMIN_USER: admin, BO1_DEMO_PASSWORD: password } = settings;
  const wanted = [
    { email: demo, name: 'Demo', role: 'user' },
    { email: admin, name: 'Demo Admin', role: 'admin' },
  ].filter((user): user is { email: string; name: string; role: string } => user.email !== undefined);
  if (wanted.length > 0 && password === undefined) {
    throw new Error('BO1_DEMO_USER needs BO1_DEMO_PASSWORD: set both, or neither.');
  }
  for (const { email, name, role } of wanted) {
    const user = await tx.user.upsert({
      where: { email: email.toLowerCase() },
      create: {
        id: randomUUID(),
        email: email.toLowerCase(),
        name,
        role,
        tier: settings.BO1_DEFAULT_TIER ?? 'free',
        emailVerified: true,
      },
      update: { role },
    });
    await seedPassword(tx, user.id, password ?? '');
  }
  return wanted.map(({ email }) => email);
}

/** An account as better-auth writes it for e-mail and password. */
async function seedPassword(tx: Tx, userId: string, password: string): Promise<void> {
  const account = await tx.account.findFirst({ where: { userId, providerId: 'credential' } });
  if (account?.password && (await verifyPassword({ hash: account.password, password }))) return;
  const hash = await hashPassword(password);
  if (account) {
    await tx.account.update({ where: { id: account.id }, data: { password: hash } });
    return;
  }
  await tx.account.create({
    data: { id: randomUUID(), accountId: userId, providerId: 'credential', userId, password: hash },
  });
}

/** Seeds and says in a line what is there now. */
export async function seedAndTell(url: string): Promise<string> {
  try {
    const db = createPrisma(url, { poolSize: 1, applicationName: 'bo1-seed' });
    const { personas, retired, users } = await seed(db, readEnv());
    await db.$disconnect();
    return [
      `${personas} experts`,
      ...(retired.length > 0 ? [`${retired.length} retired (${retired.join(', ')})`] : []),
      ...(users.length > 0 ? [`demo users ${users.join(', ')}`] : []),
    ].join('; ');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The database could not be seeded: ${reason}`, { cause: error });
  }
}

if (import.meta.main) {
  try {
    console.log(await seedAndTell(databaseUrl()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
