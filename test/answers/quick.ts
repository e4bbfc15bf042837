/**
 * `WORKBOOK_TRIALS=quick` tries each answer and each starter with one client where it is for both, in turns, and
 * no answer a second time with `console.log` everywhere: where minutes count, and all is tried elsewhere.
 */
export const QUICK = process.env.WORKBOOK_TRIALS === 'quick'

/** The clients that the `index`th of many is tried with. */
export function clientsFor<C>(clients: readonly C[], index: number): readonly C[] {
  return QUICK ? [clients[index % clients.length]!] : clients
}
