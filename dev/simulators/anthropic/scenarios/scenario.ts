import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const name = z.string().min(1);

const line = z.strictObject({
  round: z.number().int().positive(),
  expert: name,
  /** Said as it stands. */
  text: z.string().min(1).optional(),
  /** Repeats, word for word, what this expert said (in `of_round`, else last). */
  repeats: name.optional(),
  of_round: z.number().int().positive().optional(),
  /** Sentences the contribution must hold, beside what the simulator says itself. */
  adds: z.array(z.string().min(1)).optional(),
});

const toolAnswer = z.strictObject({
  tool: name,
  round: z.number().int().positive().optional(),
  expert: name.optional(),
  /** Laid over the generated input, property by property; lists replace lists. */
  input: z.record(z.string(), z.unknown()),
});

/** A script for the meetings whose prompt holds `match`. What it leaves out the simulator says itself. */
export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  name,
  description: z.string().optional(),
  /** A part of the problem text. */
  match: z.string().min(1),
  /** The options, when they should not be read off the problem. */
  options: z.array(name).min(1).optional(),
  /** The option the board ends with. */
  winner: name.optional(),
  routine: z.boolean().optional(),
  /** How many clarifying questions; 0 for none. */
  questions: z.number().int().min(0).max(5).optional(),
  /** Facts only one expert knows, by expert code; told in round 1. */
  facts: z.record(name, z.array(z.string().min(1))).optional(),
  /** From this round on everybody but the dissenters stands behind the winner. */
  agreement_from_round: z.number().int().positive().optional(),
  dissenters: z.array(name).optional(),
  /** The board stays in two halves for ever. */
  stays_split: z.boolean().optional(),
  /** From this round on everybody repeats the contribution before theirs in the transcript, word for word. */
  echo_from_round: z.number().int().min(2).optional(),
  experts: z.array(name).optional(),
  contributions: z.array(line).optional(),
  tools: z.array(toolAnswer).optional(),
});

export type Scenario = z.output<typeof scenarioSchema>;

/**
 * The scenario files of a folder, by file name.
 * @throws Error that names the file that is wrong
 */
export function loadScenarios(folder: URL = new URL('.', import.meta.url)): Scenario[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
  return files.sort().map((file) => {
    const parsed = scenarioSchema.safeParse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    if (!parsed.success) throw new Error(`scenario ${file}:\n${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}

export const scenarioFor = (scenarios: readonly Scenario[], prompt: string): Scenario | null =>
  scenarios.find((scenario) => prompt.includes(scenario.match)) ?? null;

/** The schema of a scenario file, as it is kept beside the files for editors. */
export const scenarioJsonSchema = (): object => z.toJSONSchema(scenarioSchema, { io: 'input' });
