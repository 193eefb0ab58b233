import { z } from 'zod';

const schema = z.object({
  PEER_DATABASE_URL: z.url(),
  PEER_BUNDLE: z.string(),
  TEMPORAL_ADDRESS: z.string(),
  ANTHROPIC_BASE_URL: z.url(),
  ANTHROPIC_API_KEY: z.string(),
});

/** What the driver (rig.ts) gives to the process of an engine. */
export function engineEnv() {
  const env = schema.parse(process.env);
  return {
    /** A database of its own, on the stack's Postgres. */
    databaseUrl: env.PEER_DATABASE_URL,
    /** Path of the workflows' code, built once. */
    bundle: env.PEER_BUNDLE,
    temporalAddress: env.TEMPORAL_ADDRESS,
    vendor: { baseURL: env.ANTHROPIC_BASE_URL, apiKey: env.ANTHROPIC_API_KEY },
  };
}
