import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode } from '@temporalio/worker';
import { type RunningSimulator, startSimulator } from '@bo1/dev/simulators/anthropic/server';
import { claimPorts } from '@bo1/dev/stack/free-ports';
import { Person } from '../../e2e/rig/person.ts';
import { ProductStack } from '../../e2e/rig/stack.ts';
import { callsOf, type Shape } from './board.ts';
import { libraryPeer, temporalPeer } from './engines.ts';
import type { Peer } from './peer.ts';
import { productPeer, shapeOfLast } from './product.ts';
import { FOLDER } from './kept.ts';
import { Tended } from './tended.ts';

const VENDOR_KEY = 'sk-sim-peers';

/** One vendor, one Postgres, one Temporal server, and the four engines on them, each in a process of its own. */
export interface Rig {
  simulator: RunningSimulator;
  peers: Peer[];
  shape: Shape;
  stop(): Promise<void>;
}

/**
 * Starts everything, with one meeting held on each engine: the product's gives the shape of all that follow.
 * @param env settings of the product
 */
export async function startRig(env: Record<string, string>): Promise<Rig> {
  const ports = await claimPorts();
  const simulator = await startSimulator(ports.base);
  simulator.state.settings.call_ms = 100;
  const vendor = { ANTHROPIC_API_KEY: VENDOR_KEY, ANTHROPIC_BASE_URL: simulator.url };
  const stack = await ProductStack.start({ ...env, ...vendor, BO1_MODEL_SIMULATED: 'true', BO1_SESSION_LIMIT: '1000' });
  const { temporal } = stack.read();
  const connection = await Connection.connect({ address: temporal.address });
  const bundle = await buildBundle();
  const processes: Tended[] = [];
  const started = async (script: string, database: string): Promise<Tended> => {
    const address = { TEMPORAL_ADDRESS: temporal.address, PEER_DATABASE_URL: await createDatabase(stack, database) };
    const tended = new Tended(new URL(script, import.meta.url), { ...vendor, ...address, PEER_BUNDLE: bundle });
    processes.push(tended);
    await tended.start();
    return tended;
  };
  const stop = async (): Promise<void> => {
    for (const one of processes) one.stop();
    await connection.close();
    await stack.end();
    await simulator.close();
    ports.release();
  };
  try {
    const peers = [
      libraryPeer('langgraph', 'LangGraph.js', await started('./foreign/langgraph.ts', 'peers_langgraph')),
      libraryPeer('dbos', 'DBOS', await started('./foreign/dbos.ts', 'peers_dbos')),
      temporalPeer(new Client({ connection }), await started('./temporal.ts', 'peers_temporal')),
    ];
    const product = productPeer(stack, await Person.signUp(stack.origin));
    const { calls } = await (await product.begin()).end;
    const shape = await shapeOfLast(stack);
    if (calls !== callsOf(shape))
      throw new Error(`The product makes ${calls} calls, board.ts describes ${callsOf(shape)}.`);
    for (const peer of peers) await (await peer.begin(shape)).end;
    return { simulator, peers: [...peers, product], shape, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** A database of its own on the stack's Postgres; gives its URL. */
async function createDatabase(stack: ProductStack, name: string): Promise<string> {
  await (await stack.db()).query(`create database ${name}`);
  const url = new URL(stack.read().postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** The workflows' code for Temporal's worker: built once, so that a restart costs what it costs in production. */
async function buildBundle(): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'temporal-workflows.ts'),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  const path = join(FOLDER, 'workflows.js');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, code);
  return path;
}
