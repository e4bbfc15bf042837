import { blockedText } from './blocked-message.ts'
import { whereBlocked } from './blocked-thread.ts'

/** Where a thread of this process is blocked, in words. */
export async function blockedMessage(thread: number): Promise<string> {
  return blockedText(await whereBlocked(thread))
}
