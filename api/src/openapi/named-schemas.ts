import type { StandardSchemaConverter } from '@nestjs/swagger';
import { me, updateMe } from '@bo1/contracts/account/schema';
import { businessProfile, keptAnswer, keptAnswerList, updateKeptAnswer } from '@bo1/contracts/context/schema';
import { problem } from '@bo1/contracts/errors/schema';
import { eventPage } from '@bo1/contracts/events/schema';
import { createExpert, expert, expertList, offeredExpertList, putExpert } from '@bo1/contracts/experts/schema';
import { constraintsSet, interjectionRaised, raiseInterjection, setConstraints } from '@bo1/contracts/floor/schema';
import { health, meta, partHealth } from '@bo1/contracts/health/schema';
import {
  answersAccepted,
  choice,
  createSession,
  sessionDetail,
  sessionList,
  sessionState,
  submitAnswers,
  trackedAction,
} from '@bo1/contracts/meeting/schema';
import { retryAccepted, retrySession } from '@bo1/contracts/retry/schema';
import {
  createShare,
  putChoice,
  putOutcome,
  share,
  sharedRecord,
  shareList,
  updateAction,
} from '@bo1/contracts/record/schema';
import { adminNoticeList, adminSessionList, sessionSpending } from '@bo1/contracts/spending/schema';
import { z } from 'zod';

/** Schemas that have a name in the document, for the clients that are generated from it. */
const NAMES = new Map<unknown, string>([
  [problem, 'Problem'],
  [me, 'Me'],
  [updateMe, 'UpdateMe'],
  [businessProfile, 'BusinessProfile'],
  [keptAnswer, 'KeptAnswer'],
  [keptAnswerList, 'KeptAnswerList'],
  [updateKeptAnswer, 'UpdateKeptAnswer'],
  [eventPage, 'EventPage'],
  [health, 'Health'],
  [partHealth, 'PartHealth'],
  [meta, 'Meta'],
  [createSession, 'CreateSession'],
  [submitAnswers, 'SubmitAnswers'],
  [raiseInterjection, 'RaiseInterjection'],
  [interjectionRaised, 'InterjectionRaised'],
  [setConstraints, 'SetConstraints'],
  [constraintsSet, 'ConstraintsSet'],
  [sessionState, 'SessionState'],
  [sessionList, 'SessionList'],
  [sessionDetail, 'SessionDetail'],
  [answersAccepted, 'AnswersAccepted'],
  [retrySession, 'RetrySession'],
  [retryAccepted, 'RetryAccepted'],
  [choice, 'Choice'],
  [putChoice, 'PutChoice'],
  [putOutcome, 'PutOutcome'],
  [trackedAction, 'TrackedAction'],
  [updateAction, 'UpdateAction'],
  [createShare, 'CreateShare'],
  [share, 'Share'],
  [shareList, 'ShareList'],
  [sharedRecord, 'SharedRecord'],
  [adminSessionList, 'AdminSessionList'],
  [adminNoticeList, 'AdminNoticeList'],
  [sessionSpending, 'SessionSpending'],
  [offeredExpertList, 'OfferedExpertList'],
  [createExpert, 'CreateExpert'],
  [putExpert, 'PutExpert'],
  [expert, 'Expert'],
  [expertList, 'ExpertList'],
]);

/** Turns a named contract into a reference; others are left to the framework's own conversion. */
export const convertNamed: StandardSchemaConverter = (schema, { schemaType }) => {
  const name = NAMES.get(schema);
  if (name === undefined) return undefined;
  return { schema: { $ref: `#/components/schemas/${name}` }, components: { [name]: toJsonSchema(schema, schemaType) } };
};

export const problemSchema = () => toJsonSchema(problem, 'output');

const toJsonSchema = (schema: unknown, io: 'input' | 'output') =>
  z.toJSONSchema(schema as z.ZodType, { target: 'openapi-3.0', io }) as unknown as Record<string, never>;
