import { readEnv as readSimulatorEnv, type SimulatorEnv } from '../anthropic/env.ts';

/** The settings of all simulators (`BO1_SIM_…`), with this one's own port. Throws an Error that names what is wrong. */
export const readEnv = (): SimulatorEnv => readSimulatorEnv({ BO1_SIM_PORT: '7422', ...process.env });
