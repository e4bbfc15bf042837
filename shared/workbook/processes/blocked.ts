import { whereBlocked } from '../../checks/blocked-thread.ts'
import { blockedText } from '../../checks/stalled-text.ts'

/** Where a thread of this process is blocked, in words. */
export async function blockedWords(thread: number): Promise<string> {
  return blockedText(await whereBlocked(thread))
}
