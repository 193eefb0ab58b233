'use client';
import { useEffect, useState } from 'react';
import { Toaster } from 'sonner';

const isDark = () => document.documentElement.classList.contains('dark');

/** Where toasts appear: it stands outside the app's tree and follows the theme by the class of the document. */
export default function ToastHost({ onMounted }: { onMounted: () => void }) {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const observer = new MutationObserver(() => setDark(isDark()));
    observer.observe(document.documentElement, { attributeFilter: ['class'] });
    onMounted();
    return () => observer.disconnect();
  }, [onMounted]);
  return (
    <Toaster
      theme={dark ? 'dark' : 'light'}
      position="bottom-right"
      mobileOffset={{ bottom: 84 }}
      toastOptions={{
        style: {
          background: 'var(--surface)',
          color: 'var(--foreground)',
          borderColor: 'var(--border)',
          boxShadow: 'var(--shadow-floating)',
          fontFamily: 'var(--font-sans)',
        },
        classNames: { description: '!text-muted', actionButton: '!bg-primary !text-on-primary' },
      }}
    />
  );
}
