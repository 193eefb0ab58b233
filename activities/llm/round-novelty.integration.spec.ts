import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMiniLm, type MiniLm } from '../adapters/minilm.ts';
import type { RunRef } from '../meeting/types.ts';
import type { EmbeddingsPort } from '../ports/embeddings.ts';
import { startRig, type ActivityRig } from '../testing/rig.ts';
import { embedContribution, roundNovelty } from './round-novelty.ts';

const signal = new AbortController().signal;
let rig: ActivityRig;
let model: MiniLm;
let run: RunRef;
let batches: string[][];
beforeAll(async () => {
  rig = await startRig();
  model = createMiniLm(undefined, rig.deps.log)!;
  rig.deps.embeddings = {
    ...model,
    embed(sentences, given) {
      batches.push(sentences);
      return model.embed(sentences, given);
    },
  };
});
afterAll(async () => {
  await model.close();
  await rig.stop();
});
beforeEach(async () => {
  run = await rig.meeting();
  batches = [];
});

async function say(round: number, expertCode: string, text: string): Promise<{ id: string; text: string }> {
  return rig.db.contribution.create({
    data: {
      sessionId: run.session_id,
      subProblemIndex: 0,
      round,
      expertCode,
      text,
      callKey: `sp0/r${round}/${expertCode}`,
    },
  });
}
const novelty = (round: number) =>
  roundNovelty(rig.deps, { session_id: run.session_id, sub_problem_index: 0, round }, signal);

it('measures a round against all that was said before it, and computes each vector once', async () => {
  await say(1, 'cfo', 'Our runway is nine months. Raising prices will drive away our smallest customers.');
  await say(1, 'cto', 'Hire two senior engineers before opening the second office.');
  expect(await novelty(1)).toBe(1);
  await say(2, 'cfo', 'The smallest customers will leave if we raise prices.');
  await say(2, 'cto', 'The lease in Berlin has a break clause after two years.');
  expect(await novelty(2)).toBe(0.5);
  expect(await novelty(2)).toBe(0.5);
  expect(batches.flat()).toHaveLength(5);
  const rows = await rig.db.contribution.findMany({ where: { sessionId: run.session_id } });
  for (const row of rows) {
    expect(row).toMatchObject({ embeddingModel: model.model, embeddingDimension: model.dimension });
    expect(row.embeddings!.byteLength % (model.dimension * 4)).toBe(0);
  }
});

it('waits for vectors that are being computed ahead of it', async () => {
  const { id, text } = await say(1, 'cfo', 'Our runway is nine months. We cannot wait until spring.');
  const place = { session_id: run.session_id, sub_problem_index: 0, round: 1, expert_code: 'cfo' };
  embedContribution(rig.deps, place, { id, text, added: true });
  embedContribution(rig.deps, place, { id, text, added: true });
  expect(await novelty(1)).toBe(1);
  expect(batches.flat()).toHaveLength(2);
});

it('computes again what another model had computed', async () => {
  const { id } = await say(1, 'cfo', 'Our runway is nine months.');
  const older = { embeddings: Buffer.alloc(8), embeddingModel: 'an older one', embeddingDimension: 2 };
  await rig.db.contribution.update({ where: { id }, data: older });
  expect(await novelty(1)).toBe(1);
  expect(batches).toHaveLength(1);
  expect((await rig.db.contribution.findUniqueOrThrow({ where: { id } })).embeddingModel).toBe(model.model);
});

it('is null, and fails nothing, where no embedding can be had', async () => {
  await say(1, 'cfo', 'Our runway is nine months.');
  const { embeddings } = rig.deps;
  rig.deps.embeddings = { ...model, embed: () => Promise.reject(new Error('out of memory')) };
  expect(await novelty(1)).toBeNull();
  rig.deps.embeddings = null;
  expect(await novelty(1)).toBeNull();
  rig.deps.embeddings = embeddings;
});

it('is measured by the model on this machine, with its own threshold, where the preferred one is out of reach', async () => {
  await say(1, 'cfo', 'Our runway is nine months.');
  await say(1, 'cto', 'With nine months of runway, waiting is not possible.');
  const { embeddings } = rig.deps;
  const away = () => Promise.reject(new Error('out of reach'));
  rig.deps.embeddings = { model: 'remote', dimension: 1_024, threshold: 2, embed: away, fallback: embeddings };
  expect(await novelty(1)).not.toBeNull();
  const rows = await rig.db.contribution.findMany({ where: { sessionId: run.session_id } });
  expect(rows.map(({ embeddingModel }) => embeddingModel)).toEqual([model.model, model.model]);
  rig.deps.embeddings = embeddings;
});

describe('vectors of the preferred model', () => {
  const asked: string[] = [];
  const oneEach = (sentences: string[]) => {
    asked.push(...sentences);
    return Promise.resolve(sentences.map(() => Float32Array.of(1, 0)));
  };
  const remote: EmbeddingsPort = { model: 'remote', dimension: 2, threshold: 2, embed: oneEach };
  const away = () => Promise.reject(new Error('out of reach'));
  let embeddings: EmbeddingsPort | null;
  beforeEach(() => {
    embeddings = rig.deps.embeddings;
    asked.length = 0;
  });
  afterEach(() => {
    rig.deps.embeddings = embeddings;
  });
  const models = async () => {
    const rows = await rig.db.contribution.findMany({
      where: { sessionId: run.session_id },
      orderBy: { round: 'asc' },
    });
    return rows.map(({ embeddingModel }) => embeddingModel);
  };

  it('stay while another stands in, and are not bought again', async () => {
    await say(1, 'cfo', 'Our runway is nine months.');
    rig.deps.embeddings = { ...remote, fallback: embeddings };
    expect(await novelty(1)).toBe(1);
    await say(2, 'cfo', 'The lease has a break clause.');
    rig.deps.embeddings = { ...remote, embed: away, fallback: embeddings };
    expect(await novelty(2)).toBe(1);
    expect(await models()).toEqual(['remote', model.model]);
    rig.deps.embeddings = { ...remote, fallback: embeddings };
    expect(await novelty(2)).toBe(1);
    expect(asked).toEqual(['Our runway is nine months.', 'The lease has a break clause.']);
    expect(await models()).toEqual(['remote', 'remote']);
  });

  it('are waited for while the meeting is paused: that is no outage', async () => {
    await rig.activities.openRun(run);
    await say(1, 'cfo', 'Our runway is nine months.');
    const billing = { provider: 'remote', price: { micros: 1, version: '1' }, bound: () => 10 };
    rig.deps.embeddings = { ...remote, billing, fallback: embeddings };
    await rig.activities.setControl(run, { version: 1, paused: true });
    await expect(novelty(1)).rejects.toMatchObject({ code: 'spending_paused' });
    expect([asked, batches, await models()]).toEqual([[], [], [null]]);
    await rig.activities.setControl(run, { version: 2, paused: false });
    expect(await novelty(1)).toBe(1);
    expect(await models()).toEqual(['remote']);
  });
});
