import type { Settings } from '../env.ts';

/** The meeting's workflow in the workflow UI; null where none is set up. */
export function workflowUrl(settings: Settings, id: string): string | null {
  const { BO1_TEMPORAL_UI_URL: ui, TEMPORAL_NAMESPACE: namespace } = settings;
  if (ui === undefined) return null;
  return `${ui.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${id}`;
}
