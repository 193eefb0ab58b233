import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import { draftsKey, liveChannel, type LiveMessage } from '@bo1/contracts/events/values';
import type { Settings } from '../env.ts';
import { Logins } from '../auth/logins.ts';
import { createSubscriber } from '../storage/redis.ts';
import { REDIS, SETTINGS } from '../storage/tokens.ts';
import { EventsRepository } from './events.repository.ts';
import { passingFrame } from './frames.ts';
import type { Reader } from './reader.ts';
import { Topic } from './topic.ts';

/** Readers look this often while Redis cannot wake them. */
const LOOK_WITHOUT_REDIS_MS = 2_000;
/** A new reader does not wait longer than this for the subscription: the looks cover for it. */
const SUBSCRIBE_PATIENCE_MS = 300;

/**
 * Wakes the readers of this process: one subscriber connection for all meetings. Redis is never asked what happened, only
 * told by it that something did; lost messages are covered by looking at every heartbeat and after each reconnect.
 */
@Injectable()
export class Live implements OnModuleInit, BeforeApplicationShutdown {
  private readonly topics = new Map<string, Topic>();
  /** By which sign-in each reader came. */
  private readonly cameBy = new Map<Reader, string>();
  private checking = false;
  private subscriber!: Redis;
  private timers: NodeJS.Timeout[] = [];
  private closing = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly repository: EventsRepository,
    private readonly logins: Logins,
    private readonly log: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.subscriber = createSubscriber(this.settings.REDIS_URL, this.log.logger);
    this.subscriber.on('message', (channel: string, message: string) => this.hear(channel, message));
    this.subscriber.on('ready', () => void this.subscribeAgain());
    this.timers = [
      setInterval(() => this.beat(), this.settings.BO1_HEARTBEAT_MS),
      setInterval(() => this.subscriber.status !== 'ready' && this.lookEverywhere(), LOOK_WITHOUT_REDIS_MS),
    ];
  }

  /** Number of open streams. */
  get readerCount(): number {
    return this.cameBy.size;
  }

  /** Adds a reader; from when this resolves, no event later than `lastSequence` can pass it by. */
  async join(sessionId: string, lastSequence: number, reader: Reader, loginId: string): Promise<void> {
    this.cameBy.set(reader, loginId);
    const known = this.topics.get(sessionId);
    const topic = known ?? new Topic(lastSequence, (after) => this.repository.page(sessionId, after));
    topic.readers.add(reader);
    if (known) return;
    this.topics.set(sessionId, topic);
    const subscribed = this.subscriber.subscribe(liveChannel(sessionId)).then(
      () => topic.wake(),
      () => undefined,
    );
    await Promise.race([subscribed, new Promise((resolve) => setTimeout(resolve, SUBSCRIBE_PATIENCE_MS).unref())]);
  }

  leave(sessionId: string, reader: Reader): void {
    this.cameBy.delete(reader);
    const topic = this.topics.get(sessionId);
    topic?.readers.delete(reader);
    if (!topic || topic.readers.size > 0) return;
    topic.close();
    this.topics.delete(sessionId);
    this.subscriber.unsubscribe(liveChannel(sessionId)).catch(() => undefined);
  }

  /** The drafts of a meeting as frames from offset 0, for a reader who joins. */
  async drafts(sessionId: string): Promise<string[]> {
    const drafts = await this.redis.hgetall(draftsKey(sessionId));
    return Object.entries(drafts).map(([callKey, json]) => {
      const { attempt, text } = JSON.parse(json) as { attempt: number; text: string };
      return passingFrame('contribution_delta', { call_key: callKey, attempt, offset: 0, text });
    });
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /** Ends all streams with a hint to come back, before the server stops listening. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const topic of this.topics.values()) {
      for (const reader of [...topic.readers]) reader.dismiss();
      topic.close();
    }
    this.subscriber.disconnect();
  }

  private hear(channel: string, json: string): void {
    const topic = this.topics.get(channel.slice(liveChannel('').length));
    if (!topic) return;
    let message: LiveMessage;
    try {
      message = JSON.parse(json) as LiveMessage;
    } catch {
      return;
    }
    const { kind, ...data } = message;
    if (kind === 'wake') topic.wake(message.kind === 'wake' ? message.sequence : undefined);
    else topic.tell(passingFrame(kind === 'delta' ? 'contribution_delta' : 'contribution_restarted', data));
  }

  private beat(): void {
    const text = passingFrame('heartbeat', { at: new Date().toISOString() });
    for (const topic of this.topics.values()) topic.tell(text);
    this.lookEverywhere();
    void this.dismissSignedOut();
  }

  /** Ends the streams whose sign-in does not hold any more; coming back, they are refused. */
  private async dismissSignedOut(): Promise<void> {
    if (this.checking || this.cameBy.size === 0) return;
    this.checking = true;
    try {
      const asked = new Set(this.cameBy.values());
      const holding = await this.logins.holding([...asked]);
      for (const [reader, id] of this.cameBy) if (asked.has(id) && !holding.has(id)) reader.dismiss();
    } catch {
      // Postgres is away: there is nothing to read either, and the next heartbeat asks again.
    } finally {
      this.checking = false;
    }
  }

  private lookEverywhere(): void {
    for (const topic of this.topics.values()) topic.wake();
  }

  private async subscribeAgain(): Promise<void> {
    const channels = [...this.topics.keys()].map(liveChannel);
    if (channels.length > 0) await this.subscriber.subscribe(...channels).catch(() => undefined);
    this.lookEverywhere();
  }
}
