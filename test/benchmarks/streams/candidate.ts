import type { Client } from '../../../shared/core/manifest.ts'
import type { Begin } from './solution.ts'

/** The solution first. */
export const CANDIDATES = ['solution', 'bare loop'] as const
export type Candidate = (typeof CANDIDATES)[number]

export async function candidate(which: Candidate, client: Client): Promise<Begin> {
  if (which === 'solution') {
    const { beginSolution } = await import('./solution.ts')
    return beginSolution(client)
  }
  const { beginBare } = (await import(`./bare-${client}.ts`)) as { beginBare: Begin }
  return beginBare
}
