import { cva } from 'class-variance-authority';

/** How a button looks; apart from it, for pages that draw a link so and load no script for it. */
export const buttonVariants = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-primary text-on-primary shadow-raised enabled:hover:bg-primary-hover [a]:hover:bg-primary-hover',
        secondary: 'border border-border bg-surface text-foreground shadow-raised hover:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-foreground',
        danger: 'bg-danger text-background shadow-raised enabled:hover:bg-danger-hover',
        'danger-ghost': 'text-danger hover:bg-danger-soft',
      },
      size: {
        sm: 'h-7 px-2.5 text-xs',
        md: 'h-8.5 px-3 text-sm',
        lg: 'h-10 px-4 text-sm',
        icon: 'size-8.5',
        'icon-sm': 'size-7',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);
