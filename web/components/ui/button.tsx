import type { VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { cloneElement, type ComponentProps, type ReactElement } from 'react';
import { buttonVariants } from './button-look.ts';
import { cn } from './cn.ts';

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Draws the only child (a link) as a button; the link keeps its own props. */
  asChild?: boolean;
  /** Work is under way: a second press does nothing, and the button keeps its focus. */
  busy?: boolean;
}

export function Button({ className, variant, size, asChild, busy, children, onClick, type, ...rest }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    const link = children as ReactElement<{ className?: string }>;
    return cloneElement(link, { className: cn(classes, link.props.className) });
  }
  return (
    <button
      type={type ?? 'button'}
      className={classes}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
