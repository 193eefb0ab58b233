import fc from 'fast-check';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventData, sessionEvent } from './events/schema.ts';
import type { EventType } from './events/values.ts';
import { valuesOf } from './testing/arbitrary.ts';

/** Every schema that a contracts file exports, by `folder/name`. */
const schemas = new Map<string, z.ZodType>();
for (const file of globSync('*/schema.ts', { cwd: import.meta.dirname }).sort()) {
  const exported = (await import(join(import.meta.dirname, file))) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exported)) {
    if (value instanceof z.ZodType) schemas.set(`${file.split('/')[0]}/${name}`, value);
  }
}
const types = Object.keys(eventData) as EventType[];

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('every schema', () => {
  it('was found', () => {
    expect([...schemas.keys()]).toEqual(
      expect.arrayContaining([
        'meeting/createSession',
        'events/sessionEvent',
        'account/me',
        'errors/problem',
        'health/health',
      ]),
    );
    expect(schemas.size).toBeGreaterThan(30);
  });

  it.each([...schemas])('%s gives back what went over the wire', (_name, schema) => {
    fc.assert(
      fc.property(valuesOf(schema), (value) => {
        expect(schema.parse(overTheWire(value))).toStrictEqual(value);
      }),
      { numRuns: 40 },
    );
  });

  it.each([...schemas].filter(([, schema]) => schema instanceof z.ZodObject))(
    '%s refuses what it does not know',
    (_, schema) => {
      fc.assert(
        fc.property(valuesOf(schema), (value) => {
          expect(schema.safeParse({ ...(value as object), unheard_of: 1 }).success).toBe(false);
        }),
        { numRuns: 5 },
      );
    },
  );
});

const required = (type: EventType, key: string): boolean =>
  !(eventData[type].shape as Record<string, z.ZodType>)[key]!.safeParse(undefined).success;

describe('every event', () => {
  it.each(types)('%s goes through the envelope, told apart by its type', (type) => {
    const envelope = fc.record(
      {
        event_version: fc.constant(1 as const),
        session_id: valuesOf(
          z.string().regex(/^bo1_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        ),
        sequence: fc.integer({ min: 1 }),
        attempt: fc.integer({ min: 1 }),
        type: fc.constant(type),
        at: valuesOf(z.iso.datetime()),
        correlation_id: fc.string(),
        data: valuesOf(eventData[type] as z.ZodType<Record<string, unknown>>),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(envelope, fc.nat(), (event, pick) => {
        expect(sessionEvent.parse(overTheWire(event))).toStrictEqual(event);
        const keys = Object.keys(event.data).filter((key) => required(type, key));
        const { [keys[pick % keys.length]!]: _dropped, ...rest } = event.data;
        expect(sessionEvent.safeParse({ ...event, data: rest }).success).toBe(false);
        expect(sessionEvent.safeParse({ ...event, data: { ...event.data, cost: '0.01' } }).success).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a type that does not exist, a sequence of 0 and another version', () => {
    fc.assert(
      fc.property(valuesOf(sessionEvent), (event) => {
        for (const wrong of [
          { type: 'gossip' },
          { sequence: 0 },
          { event_version: 2 },
          { attempt: 0.5 },
          { at: 'today' },
        ]) {
          expect(sessionEvent.safeParse({ ...event, ...wrong }).success).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });
});
