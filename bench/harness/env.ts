import { z } from 'zod';

const schema = z.object({
  TEMPORAL_ADDRESS: z.string(),
  ANTHROPIC_BASE_URL: z.string(),
  ANTHROPIC_API_KEY: z.string(),
});

/** What bench/harness/process.ts starts the harness with. */
export function harnessEnv() {
  const env = schema.parse(process.env);
  return {
    temporalAddress: env.TEMPORAL_ADDRESS,
    simulatorUrl: env.ANTHROPIC_BASE_URL,
    apiKey: env.ANTHROPIC_API_KEY,
  };
}
