/** What the simulator knows of a model; limits in tokens. */
export interface Model {
  id: string;
  displayName: string;
  createdAt: string;
  contextTokens: number;
  maxOutputTokens: number;
  /** Shorter prefixes are silently not cached. */
  minCacheTokens: number;
}

const M = 1_000_000;
const row = (
  id: string,
  createdAt: string,
  contextTokens: number,
  maxOutputTokens: number,
  minCacheTokens: number,
) => ({
  id,
  displayName: id
    .replace(/-(\d)-(\d)(?=$|-)/, ' $1.$2')
    .replace(/-\d{8}$/, '')
    .replaceAll('-', ' ')
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  createdAt: `${createdAt}T00:00:00Z`,
  contextTokens,
  maxOutputTokens,
  minCacheTokens,
});

/** Most recent first, as the vendor lists them. */
export const MODELS: readonly Model[] = [
  row('claude-fable-5-2', '2026-11-02', M, 128_000, 512),
  row('claude-mythos-5-2', '2026-11-02', M, 128_000, 512),
  row('claude-haiku-5-5', '2026-10-20', 200_000, 64_000, 1_024),
  row('claude-sonnet-5-5', '2026-10-06', M, 128_000, 1_024),
  row('claude-fable-5-1', '2026-09-15', M, 128_000, 512),
  row('claude-opus-5-5', '2026-09-01', M, 128_000, 512),
  row('claude-mythos-5-1', '2026-09-01', M, 128_000, 512),
  row('claude-sonnet-5', '2026-07-14', M, 128_000, 1_024),
  row('claude-fable-5', '2026-06-30', M, 128_000, 512),
  row('claude-mythos-5', '2026-06-30', M, 128_000, 512),
  row('claude-opus-5', '2026-06-16', M, 128_000, 512),
  row('claude-opus-4-8', '2026-05-05', M, 128_000, 1_024),
  row('claude-opus-4-7', '2026-04-07', M, 128_000, 4_096),
  row('claude-mythos-preview', '2026-04-07', M, 128_000, 1_024),
  row('claude-opus-4-6', '2026-02-05', 200_000, 128_000, 4_096),
  row('claude-sonnet-4-6', '2026-02-05', 200_000, 64_000, 1_024),
  row('claude-opus-4-5', '2025-11-24', 200_000, 64_000, 4_096),
  row('claude-opus-4-5-20251101', '2025-11-24', 200_000, 64_000, 4_096),
  row('claude-haiku-4-5', '2025-10-15', 200_000, 64_000, 4_096),
  row('claude-haiku-4-5-20251001', '2025-10-15', 200_000, 64_000, 4_096),
  row('claude-sonnet-4-5', '2025-09-29', 200_000, 64_000, 1_024),
  row('claude-sonnet-4-5-20250929', '2025-09-29', 200_000, 64_000, 1_024),
];

export const findModel = (id: string): Model | undefined => MODELS.find((model) => model.id === id);

/** One entry of `GET /v1/models`. */
export function modelInfo(model: Model): object {
  return {
    type: 'model',
    id: model.id,
    display_name: model.displayName,
    created_at: model.createdAt,
    capabilities: null,
    max_input_tokens: model.contextTokens,
    max_tokens: model.maxOutputTokens,
  };
}
