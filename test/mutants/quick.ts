import type { Variant } from '#shared/authoring/mutants.ts'

/**
 * `WORKBOOK_MUTANTS=quick`, for where minutes count and all is tested elsewhere. Then each check has one mutant, each
 * variant for both clients is tested with one of them, in turns, and none a second time with `console.log` everywhere.
 */
export const QUICK = process.env.WORKBOOK_MUTANTS === 'quick'

/** The clients that the `index`th of many is tested with. */
export function clientsFor<C>(clients: readonly C[], index: number): readonly C[] {
  return QUICK ? [clients[index % clients.length]!] : clients
}

/** The mutants that are tested: as many as it takes until each check has rejected one. */
export function chosen(mutants: readonly Variant[]): readonly Variant[] {
  if (!QUICK) return mutants
  const seen = new Set<string>()
  return mutants.filter(({ rejectedBy }) => {
    const isNew = rejectedBy.some((id) => !seen.has(id))
    for (const id of rejectedBy) seen.add(id)
    return isNew
  })
}
