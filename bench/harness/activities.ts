import { Anthropic } from '@anthropic-ai/sdk';

/** A request of a meeting as its vendor got it. */
export type RequestBody = Anthropic.MessageCreateParamsStreaming;

/** What the process that compares tells the harness: the requests that its calls will name. */
export type Requests = Record<string, RequestBody>;

export interface HarnessActivities {
  call(request: string): Promise<number>;
  note(round: number): Promise<number>;
}

/** The vendor's SDK against the same simulator: the meeting's own requests, streamed. */
export function createHarnessActivities(
  baseURL: string,
  apiKey: string,
  bodyOf: (request: string) => RequestBody,
): HarnessActivities {
  const client = new Anthropic({ baseURL, apiKey, maxRetries: 0 });
  return {
    async call(request) {
      let events = 0;
      for await (const _ of await client.messages.create(bodyOf(request))) events++;
      return events;
    },
    async note(round) {
      return round;
    },
  };
}
