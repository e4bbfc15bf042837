/** The oldest Redis that the lessons run on: it has every command that they use. */
export const OLDEST = '6.2'

/**
 * Whether a server's version is one that the lessons run on.
 *
 * @param version For example `7.0.15`.
 * @returns False also for a version that is no version.
 */
export function isSupported(version: string): boolean {
  const [major, minor] = numbers(version)
  const [oldestMajor, oldestMinor] = numbers(OLDEST)
  return major! > oldestMajor! || (major === oldestMajor && minor! >= oldestMinor!)
}

function numbers(version: string): number[] {
  return version.split('.').map(Number)
}
