import { sessionDetail, type DecisionRecord } from '@bo1/contracts/meeting/schema';
import { eventPage } from '@bo1/contracts/events/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createS3Files } from '../adapters/s3.ts';
import { startRig, type ActivityRig } from '../testing/rig.ts';

let rig: ActivityRig;
beforeAll(async () => {
  rig = await startRig({ s3: true });
});
afterAll(() => rig.stop());

const record: DecisionRecord = {
  question: 'Should we open a second shop?',
  decision: 'Open it in May.',
  chosen_option: 'Open in May',
  criteria: ['Cost'],
  options: [{ title: 'Open in May', summary: 'One shop more.', assessments: ['Bearable'] }],
  rationale: 'Demand is there.',
  confidence: 0.7,
  confidence_basis: 'Three of four agree.',
  dissent: [{ expert_code: 'cfo', name: 'Mara', view: 'Wait.', reason: 'Runway is short.' }],
  conditions: ['Rent below 4,000.'],
  reopen_if: ['Churn passes 7 %.'],
};

it('keeps the finished record as JSON and Markdown, without costs, and again without harm', async () => {
  const run = await rig.meeting();
  await rig.activities.openRun(run);
  await rig.db.decisionRecord.create({ data: { sessionId: run.session_id, scope: -1, content: record } });
  const page = { title: 'Rents', url: 'https://example.org/rents', snippet: 'Fell.' };
  await rig.db.source.create({ data: { sessionId: run.session_id, subProblemIndex: 0, number: 1, round: 1, ...page } });
  await rig.db.session.update({ where: { id: run.session_id }, data: { decision: record.decision } });
  await rig.activities.closeRun(run, { kind: 'complete' });

  expect(await rig.run(() => rig.activities.archive(run))).toEqual({ archived: true });
  expect(await rig.run(() => rig.activities.archive(run))).toEqual({ archived: true });

  const row = await rig.db.session.findUniqueOrThrow({ where: { id: run.session_id } });
  const json = new TextDecoder().decode((await rig.files.get(row.archiveJsonKey!))!);
  const kept = JSON.parse(json) as { session: unknown; events: unknown };
  expect(sessionDetail.parse(kept.session)).toMatchObject({
    id: run.session_id,
    record,
    sources: [{ id: 'S1', title: 'Rents', url: 'https://example.org/rents' }],
  });
  expect(eventPage.parse({ events: kept.events, has_more: false }).events).toHaveLength(row.lastSequence);
  expect(json).not.toMatch(/"cost"|micros/);
  const markdown = new TextDecoder().decode((await rig.files.get(row.archiveMarkdownKey!))!);
  expect(markdown).toContain('**Decision:** Open it in May.');
  expect(markdown).toContain('- **S1:** [Rents](<https://example.org/rents>)');
});

it('archives nothing of a meeting that has no record', async () => {
  const run = await rig.meeting();
  await rig.activities.openRun(run);
  await rig.activities.closeRun(run, { kind: 'failed', code: 'internal' });
  expect(await rig.run(() => rig.activities.archive(run))).toEqual({ archived: false });
});

it('makes the bucket where it is missing, and says null of what is not there', async () => {
  const { settings } = rig;
  const files = createS3Files({
    endpoint: settings.S3_ENDPOINT!,
    region: settings.S3_REGION!,
    bucket: 'another-bucket',
    accessKeyId: settings.S3_ACCESS_KEY_ID!,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY!,
  });
  await files.put('folder/text.txt', 'grüße', 'text/plain; charset=utf-8');
  expect(new TextDecoder().decode((await files.get('folder/text.txt'))!)).toBe('grüße');
  expect(await files.get('folder/none.txt')).toBeNull();
  await files.ready();
  files.close();
});
