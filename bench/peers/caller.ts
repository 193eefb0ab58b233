import Anthropic from '@anthropic-ai/sdk';

/** Makes one model call, streamed, without retries of its own; gives the whole text. */
export type Caller = (meeting: string, key: string) => Promise<string>;

/** The vendor's SDK against the simulator: the same code in the process of every engine. */
export function createCaller(vendor: { baseURL: string; apiKey: string }): Caller {
  const client = new Anthropic({ ...vendor, maxRetries: 0 });
  return async (meeting, key) => {
    const stream = client.messages.stream({
      model: 'claude-sonnet-5',
      max_tokens: 300,
      messages: [{ role: 'user', content: `<problem>${meeting} ${key}</problem>` }],
    });
    const { content } = await stream.finalMessage();
    return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  };
}
