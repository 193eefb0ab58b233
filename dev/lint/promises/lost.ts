/** Promises that nobody waits for, in the two ways that the compiler lets pass. */
export async function effect(): Promise<void> {}

export function floating(): void {
  effect();
}

export function misused(values: string[]): void {
  values.forEach(async () => {
    await effect();
  });
}
