'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState, type ReactNode } from 'react';
import { BottomBar } from './bottom-bar.tsx';
import { Rail } from './rail.tsx';
import { SimulatedBanner } from './simulated-banner.tsx';

const CommandMenu = dynamic(() => import('./command-menu.tsx'), { ssr: false });

/** Rail, banner and content; the command menu loads when it is first asked for. */
export function AppFrame({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = (next: boolean) => {
    if (next) setWanted(true);
    setOpen(next);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setWanted(true);
      setOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="flex min-h-dvh">
      <Rail onSearch={() => show(true)} />
      <div className="flex min-w-0 flex-1 flex-col">
        <SimulatedBanner />
        <main id="main" tabIndex={-1} className="flex-1 pb-20 outline-none md:pb-0 print:pb-0">
          {children}
        </main>
      </div>
      <BottomBar />
      {wanted && <CommandMenu open={open} onOpenChange={show} />}
    </div>
  );
}
