import { CLIENTS, type Client } from '../../shared/workbook/manifest.ts'
import type { Answer } from './answer.ts'
import type { Stage } from './stages.ts'

/**
 * `WORKBOOK_TRIALS=quick`: where minutes count, and all is tried elsewhere. Then each check has one wrong answer, each
 * answer one client where it is for both, in turns, and none is tried a second time with `console.log` everywhere.
 */
export const QUICK = process.env.WORKBOOK_TRIALS === 'quick'

/** The clients that the `index`th of many is tried with. */
export function clientsFor<C>(clients: readonly C[], index: number): readonly C[] {
  return QUICK ? [clients[index % clients.length]!] : clients
}

/** The wrong answers that are tried: as many as it takes until each check has rejected one. */
export function chosen(answers: readonly Answer[]): readonly Answer[] {
  if (!QUICK) return answers
  const seen = new Set<string>()
  return answers.filter(({ rejectedBy }) => {
    const isNew = rejectedBy.some((id) => !seen.has(id))
    for (const id of rejectedBy) seen.add(id)
    return isNew
  })
}

/** Whether a stage is tried: where there is a file for each client, the two take turns once something is done. */
export function isTried({ clients, done }: Stage): boolean {
  const [client] = clients as readonly [Client]
  return !QUICK || clients.length > 1 || done.size === 0 || done.size % 2 === CLIENTS.indexOf(client)
}
