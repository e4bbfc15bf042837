import { spawn } from 'node:child_process'

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['cmd', '/c', 'start', '""'],
}

/**
 * Opens an address in the browser, unless this isn't a terminal with a person at it, or `BROWSER=none` is set.
 * If it doesn't work, the address that was printed has to do.
 */
export function openBrowser(address: string, env: NodeJS.ProcessEnv = process.env): void {
  const { BROWSER: wanted, CI, DISPLAY, WAYLAND_DISPLAY } = env
  if (CI || wanted === 'none' || !process.stdout.isTTY) return
  const hasScreen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || wanted
  if (!hasScreen) return
  const [program, ...args] = wanted ? [wanted] : (OPENERS[process.platform] ?? [])
  if (!program) return
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
