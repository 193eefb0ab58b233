import { readEnv } from './env.ts';
import { startSimulator, type RunningSimulator } from './server.ts';

async function start(): Promise<RunningSimulator> {
  const env = readEnv();
  const options = { stateDir: env.stateDir, keyPrefix: env.keyPrefix, settings: env.settings };
  return startSimulator(env.port, options, env.host);
}

try {
  const simulator = await start();
  console.log(`anthropic simulator listening on ${simulator.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
