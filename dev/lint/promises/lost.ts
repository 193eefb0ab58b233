/** Promises that nobody waits for, in the three ways that compile. */
export async function effect(): Promise<void> {}

export function floating(): void {
  effect();
}

export function misused(values: string[]): void {
  values.forEach(async () => {
    await effect();
  });
}

export function mistaken(): string {
  return effect() ? 'done' : 'never';
}
