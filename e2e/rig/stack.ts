import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimPorts } from '@bo1/dev/stack/free-ports';
import { identify } from '@bo1/dev/stack/processes';
import { type Watch, watchOver } from '@bo1/dev/stack/watch-over';
import pg from 'pg';
import { Simulator } from './simulator.ts';
import { Vendors, type Vendor } from './vendors.ts';
import { waitFor } from './wait.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS = 90_000;

/** `$BO1_HOME/stack.json`. */
export interface StackJson {
  web: { url: string; pid: number };
  proxy: { pid: number };
  api: { url: string; pid: number };
  worker: { pid: number };
  temporal: { address: string; ui_url: string; pid: number };
  postgres: { url: string; pid: number };
  redis: { url: string; pid: number };
  s3: { endpoint: string; pid: number };
  simulators: Record<Vendor, { url: string; pid: number }>;
  supervisor: { pid: number };
}
export type KillablePart = 'web' | 'proxy' | 'api' | 'worker' | 'temporal' | 'postgres' | 'redis' | 's3';

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie answers to signal 0 and is dead all the same.
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The whole product under its own supervisor, as `npm start` runs it, in a home and on ports of its own. */
export class ProductStack {
  readonly home: string;
  readonly portBase: number;
  readonly #env: Record<string, string>;
  readonly #release: () => void;
  #supervisor: ChildProcess | undefined;
  #watch: Watch | undefined;
  #db: pg.Pool | undefined;

  private constructor(home: string, ports: { base: number; release: () => void }, env: Record<string, string>) {
    this.home = home;
    this.portBase = ports.base;
    this.#release = ports.release;
    this.#env = env;
  }

  /**
   * @param env settings for every process of the stack
   * @param folder where its home is made
   * @param within ms in which it must serve; rejects after them, with nothing left running
   */
  static async start(
    env: Record<string, string> = {},
    { folder = tmpdir(), within = START_MS } = {},
  ): Promise<ProductStack> {
    const stack = new ProductStack(mkdtempSync(path.join(folder, 'bo1-')), await claimPorts(), env);
    try {
      await stack.up(within);
    } catch (error) {
      await stack.end();
      throw error;
    }
    return stack;
  }

  /** A stack that another process started: to look at, not to end. */
  static attach(home: string): ProductStack {
    const { port_base: portBase } = JSON.parse(readFileSync(path.join(home, 'stack.json'), 'utf8')).supervisor;
    return new ProductStack(home, portBase, {});
  }

  /** Starts the supervisor and waits until stack.json says that everything serves. */
  async up(within = START_MS): Promise<void> {
    rmSync(path.join(this.home, 'stack.json'), { force: true });
    const log = createWriteStream(path.join(this.home, 'terminal.log'), { flags: 'a' });
    const supervisor = spawn(process.execPath, [path.join(ROOT, 'dev/stack/main.ts'), 'start'], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.#env, BO1_HOME: this.home, BO1_PORT_BASE: String(this.portBase) },
    });
    supervisor.stdout!.pipe(log);
    supervisor.stderr!.pipe(log);
    this.#supervisor = supervisor;
    this.#watch?.callOff();
    this.#watch = watchOver(this.home, !process.env['KEEP_HOME'], identify(supervisor.pid!));
    const outcome = await waitFor(
      'the stack',
      () => {
        if (supervisor.exitCode !== null) return 'ended';
        return existsSync(path.join(this.home, 'stack.json')) && this.read().web?.url;
      },
      { within },
    );
    if (outcome === 'ended') throw new Error(`The stack could not start. ${this.#whyNot()}\n${this.terminal()}`);
  }

  /** The terminal's line that names the failure. */
  #whyNot(): string {
    const lines = this.terminal().split('\n');
    return lines.findLast((line) => line.includes('✗'))?.trim() ?? '';
  }

  terminal(): string {
    return readFileSync(path.join(this.home, 'terminal.log'), 'utf8').slice(-2_000);
  }

  read(): StackJson {
    return JSON.parse(readFileSync(path.join(this.home, 'stack.json'), 'utf8'));
  }

  get origin(): string {
    return this.read().web.url;
  }

  get simulator(): Simulator {
    return new Simulator(this.read().simulators.anthropic.url);
  }

  /** The bills of every vendor that has a simulator here. */
  get vendors(): Vendors {
    return new Vendors(this.read().simulators);
  }

  get supervisorPid(): number {
    return this.#supervisor!.pid!;
  }

  /** Connections for looking; the pool makes new ones after the server was restarted. */
  async db(): Promise<pg.Pool> {
    if (this.#db === undefined) {
      this.#db = new pg.Pool({ connectionString: this.read().postgres.url, max: 4 });
      this.#db.on('error', () => undefined);
    }
    return this.#db;
  }

  /** kill -9 of one part's serving process; returns when the kill was sent. */
  kill(part: KillablePart): { pid: number; at: number } {
    const { pid } = this.read()[part];
    process.kill(pid, 'SIGKILL');
    return { pid, at: Date.now() };
  }

  /** Waits until the supervisor has put another process in the place of `pid`. */
  async replaced(part: KillablePart, pid: number): Promise<void> {
    await waitFor(
      `another ${part}`,
      () => {
        const now = this.read()[part].pid;
        return now !== pid && alive(now);
      },
      { within: 30_000 },
    );
  }

  /** Sends a signal to the whole group, as a terminal does, and waits until the supervisor has gone. */
  async down(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    await this.#db?.end().catch(() => undefined);
    this.#db = undefined;
    const supervisor = this.#supervisor;
    if (supervisor === undefined || supervisor.exitCode !== null || supervisor.signalCode !== null) return;
    const gone = new Promise((resolve) => supervisor.once('exit', resolve));
    process.kill(-supervisor.pid!, signal);
    await gone;
  }

  /** Ends everything and removes the home; what is left running is a failure. */
  async end(): Promise<void> {
    const before = existsSync(path.join(this.home, 'stack.json')) ? this.pids() : [];
    await this.down();
    this.#watch?.callOff();
    const left = before.filter(alive);
    for (const pid of left) process.kill(pid, 'SIGKILL');
    this.#release();
    if (!process.env['KEEP_HOME']) rmSync(this.home, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`${left.length} processes were left after the stack had ended.`);
  }

  pids(): number[] {
    const { simulators, ...parts } = this.read();
    return [...Object.values(parts), ...Object.values(simulators)]
      .map((part) => (part as { pid?: number } | null)?.pid)
      .filter((pid): pid is number => typeof pid === 'number' && pid !== this.supervisorPid);
  }
}
