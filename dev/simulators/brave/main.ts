import { readEnv } from './env.ts';
import { startBraveSimulator } from './server.ts';

try {
  const { port, host } = readEnv();
  const simulator = await startBraveSimulator(port, host);
  console.log(`brave simulator listening on ${simulator.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
