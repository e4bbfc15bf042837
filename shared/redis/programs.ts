import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** The server programs that will do, the preferred one first. */
export const PROGRAMS = ['redis-server', 'valkey-server'] as const

/** A server program on the PATH. */
export interface Program {
  /** For example `redis-server`. */
  readonly name: string
  /** The absolute path of the file. */
  readonly file: string
}

/**
 * The server programs on the PATH, the preferred one first. They are not run, so their version is not known.
 *
 * @param env Where PATH is read from.
 */
export function findPrograms(env: NodeJS.ProcessEnv): Program[] {
  const folders = pathOf(env).split(delimiter).filter(Boolean)
  return PROGRAMS.flatMap((name) => {
    const fileName = process.platform === 'win32' ? `${name}.exe` : name
    const file = folders.map((folder) => resolve(join(folder, fileName))).find(isExecutable)
    return file ? [{ name, file }] : []
  })
}

/** On Windows the variable is `Path`, and a copied environment no longer ignores case. */
function pathOf(env: NodeJS.ProcessEnv): string {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH')
  return (name && env[name]) || ''
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
