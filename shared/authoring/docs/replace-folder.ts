import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '#shared/core/files.ts'

/**
 * Puts a copy of a folder in the place of another one. Whoever looks meanwhile finds a whole one, and of two that do it
 * at once the later one wins.
 */
export async function replaceFolder(target: string, source: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  // Beside it, for the source may be on another disk.
  const beside = await mkdtemp(`${target}-`)
  const [fresh, old] = [join(beside, 'new'), join(beside, 'old')]
  try {
    await cp(source, fresh, { recursive: true })
    for (let attempt = 1; ; attempt++) {
      await rename(target, `${old}${attempt}`).catch(ignoreMissing)
      try {
        return await rename(fresh, target)
      } catch (error) {
        // Another one was quicker, so its folder has to go first.
        const taken = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error) ?? '')
        if (!taken || attempt === 20) throw error
      }
    }
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error
}
