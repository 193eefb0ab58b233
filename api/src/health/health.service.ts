import { Injectable } from '@nestjs/common';
import { HEALTH_PARTS, type Health, type PartHealth } from '@bo1/contracts/health/schema';
import { patience } from './patience.ts';
import { Probes, type HealthPart } from './probes.ts';

/** The first probe of a part also connects to it, and loads its client. */
const PATIENCE_MS = 3_000;
/** A crowd of askers shares one probe while it runs, and its answer for a moment. */
const KEPT_MS = 1_000;

/** What is said of a part that does not answer: enough to know where to look, nothing of addresses or keys. */
const DOWN: Record<HealthPart, string> = {
  db: 'Postgres does not answer.',
  redis: 'Redis does not answer: pages update every 2 seconds instead of at once.',
  temporal: 'The workflow engine does not answer: meetings are kept, and start when it is back.',
  llm: 'The model provider does not answer, or refuses the key.',
  s3: 'The archive does not answer: finished records cannot be downloaded.',
};

@Injectable()
export class HealthService {
  private readonly kept = new Map<HealthPart, { until: number; answer: Promise<PartHealth> }>();

  constructor(private readonly probes: Probes) {}

  /** Without the database nothing works: `down`. Without another part some of it does not: `degraded`. */
  async overall(): Promise<Health> {
    const parts = Object.fromEntries(
      await Promise.all(HEALTH_PARTS.map(async (part) => [part, await this.part(part)] as const)),
    ) as Health['parts'];
    const allUp = HEALTH_PARTS.every((part) => parts[part].status === 'up');
    return { status: parts.db.status === 'down' ? 'down' : allUp ? 'up' : 'degraded', parts };
  }

  part(part: HealthPart): Promise<PartHealth> {
    const known = this.kept.get(part);
    if (known && known.until > Date.now()) return known.answer;
    const kept = { until: Infinity, answer: this.probe(part) };
    void kept.answer.then(() => (kept.until = Date.now() + KEPT_MS));
    this.kept.set(part, kept);
    return kept.answer;
  }

  private async probe(part: HealthPart): Promise<PartHealth> {
    const started = performance.now();
    const { over, signal, end } = patience(PATIENCE_MS);
    try {
      const detail = await Promise.race([this.probes.all[part](signal), over]);
      const latency_ms = Math.round((performance.now() - started) * 10) / 10;
      return { status: 'up', latency_ms, detail: detail ?? null };
    } catch {
      return { status: 'down', latency_ms: null, detail: DOWN[part] };
    } finally {
      end();
    }
  }
}
