'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';

/** The pages of one section, side by side. */
export function SectionNav({ label, pages }: { label: string; pages: { label: string; path: string }[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="mb-6 flex gap-1 border-b border-border">
      {pages.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          aria-current={path === page.path ? 'page' : undefined}
          className={cn(
            '-mb-px flex h-9 items-center border-b-2 px-2 text-sm font-medium',
            path === page.path
              ? 'border-primary text-foreground'
              : 'border-transparent text-muted hover:text-foreground',
          )}
        >
          {page.label}
        </Link>
      ))}
    </nav>
  );
}
