/** One frame of a `text/event-stream`. */
export interface Frame {
  id: string | null;
  event: string;
  data: string;
}

export interface FrameParser {
  /** Takes the next piece of the stream, cut anywhere, and returns the frames it completes. */
  push(chunk: string): Frame[];
  /** The reconnection time the server asked for last, in ms. */
  retryMs(): number | null;
}

/** Parser after the WHATWG specification of server-sent events; comments are skipped. */
export function createFrameParser(): FrameParser {
  let rest = '';
  let id: string | null = null;
  let event = '';
  let data: string[] = [];
  let retry: number | null = null;

  const field = (line: string) => {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) retry = Number(value);
  };

  return {
    retryMs: () => retry,
    push(chunk) {
      const frames: Frame[] = [];
      rest += chunk;
      // A lone CR at the very end may be half of a CRLF: wait for what follows.
      const usable = rest.endsWith('\r') ? rest.length - 1 : rest.length;
      const lines = rest.slice(0, usable).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + rest.slice(usable);
      for (const line of lines) {
        if (line !== '') {
          field(line);
          continue;
        }
        if (data.length) frames.push({ id, event: event || 'message', data: data.join('\n') });
        id = null;
        event = '';
        data = [];
      }
      return frames;
    },
  };
}
