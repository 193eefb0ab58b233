'use client';
import { createRoot } from 'react-dom/client';
import type { toast as Toast } from 'sonner';

/** The toasts load with the first one: until then no page pays for them. */
let loading: Promise<typeof Toast> | null = null;

async function mount(): Promise<typeof Toast> {
  const [{ toast }, { default: Host }] = await Promise.all([import('sonner'), import('./toast-host.tsx')]);
  const place = document.createElement('div');
  document.body.append(place);
  await new Promise<void>((mounted) => createRoot(place).render(<Host onMounted={mounted} />));
  return toast;
}

export interface Notification {
  tone?: 'success' | 'error' | 'plain';
  detail?: string;
  action?: { label: string; onClick: () => void };
  /** Milliseconds on screen; errors stay longer by default. */
  duration?: number;
}

/** Shows a short message in the corner, read out politely. */
export function notify(message: string, { tone = 'plain', detail, action, duration }: Notification = {}): void {
  loading ??= mount();
  void loading.then((toast) => {
    const show = tone === 'success' ? toast.success : tone === 'error' ? toast.error : toast;
    show(message, {
      duration: duration ?? (tone === 'error' ? 10_000 : 5_000),
      ...(detail && { description: detail }),
      ...(action && { action }),
    });
  });
}
