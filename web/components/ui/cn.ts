import { clsx, type ClassValue } from 'clsx';

/** Class names joined; falsy parts are left out. Variants are written so that no two set the same property. */
export const cn = (...parts: ClassValue[]): string => clsx(parts);
