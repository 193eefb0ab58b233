import Anthropic from '@anthropic-ai/sdk';

/** The tree of calls of the meeting it is compared with, read off that meeting's own ledger. */
export interface Shape {
  experts: number;
  rounds: number;
  calls_beside_the_judge: number;
  facilitated_at_the_end: boolean;
}

export interface HarnessActivities {
  call(name: string): Promise<number>;
  note(round: number): Promise<number>;
}

/** The vendor's SDK against the same simulator, streamed as a contribution is. */
export function createHarnessActivities(baseURL: string, apiKey: string, model: string): HarnessActivities {
  const client = new Anthropic({ baseURL, apiKey, maxRetries: 0 });
  return {
    async call(name) {
      const stream = client.messages.stream({
        model,
        max_tokens: 300,
        messages: [{ role: 'user', content: `<problem>${name}</problem>` }],
      });
      return (await stream.finalMessage()).usage.output_tokens;
    },
    async note(round) {
      return round;
    },
  };
}
